import { describe, expect, it } from 'vitest'
import { displayName, newbornName, unknownAlias } from './display-name.ts'

describe('names on the screen', () => {
  it.each([
    [{ familyName: 'Perera', givenName: 'Nimal', title: 'Mr' }, 'PERERA, Nimal (Mr)'],
    [{ familyName: 'de Silva', givenName: ' Anoma ', title: null }, 'DE SILVA, Anoma'],
    [{ familyName: 'Perera', givenName: '', title: ' ' }, 'PERERA'],
    [{ familyName: 'Perera', givenName: '', title: 'Dr' }, 'PERERA (Dr)'],
    [{ familyName: 'පෙරේරා', givenName: 'නිමල්', title: null }, 'පෙරේරා, නිමල්'],
  ])('given %j, when shown, then it reads %s', (person, expected) => {
    expect(displayName(person)).toBe(expected)
  })

  it('given twins of one mother, when named, then they differ', () => {
    const mother = { familyName: 'Fernando', givenName: 'Kumari' }
    expect(newbornName(mother, null)).toEqual({ familyName: 'Fernando', givenName: 'Baby of Kumari' })
    expect(newbornName(mother, 1).givenName).toBe('Baby 1 of Kumari')
    expect(newbornName(mother, 2).givenName).toBe('Baby 2 of Kumari')
  })

  it('given a mother with one name or a very long one, when named, then the record still holds it', () => {
    expect(newbornName({ familyName: 'Kumari', givenName: '' }, null).givenName).toBe('Baby of Kumari')
    expect(newbornName({ familyName: 'K', givenName: 'x'.repeat(80) }, 2).givenName).toHaveLength(80)
  })
})

describe('alias of an unknown patient', () => {
  it('given numbers in a row, when aliased, then the words are pronounceable and begin differently', () => {
    const row = [0, 1, 2, 3].map(unknownAlias)
    for (const alias of row) expect(alias).toMatch(/^Unknown [A-Z][aeiou]([a-z][aeiou]){2}$/)
    expect(new Set(row.map((alias) => alias.slice(8, 10))).size).toBe(4)
    expect(row.map(unknownAliasAgain)).toEqual(row)
  })
  const unknownAliasAgain = (_: string, number: number) => unknownAlias(number)

  it('given every number of one round, when aliased, then no alias comes twice', () => {
    expect(new Set(Array.from({ length: 216_000 }, (_, number) => unknownAlias(number))).size).toBe(216_000)
    expect(unknownAlias(216_000)).toBe(`${unknownAlias(0)} 2`)
  })

  it('given a fraction or a negative number, when aliased, then that is an error', () => {
    for (const number of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => unknownAlias(number)).toThrow(RangeError)
  })
})
