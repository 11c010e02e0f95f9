import { describe, expect, it } from 'vitest'
import { nicForMatching, parseNic } from './nic.ts'

const birth = (text: string) => {
  const result = parseNic(text)
  return result.ok ? `${result.value.birthDate} ${result.value.sex}` : result.error
}

describe('national identity card', () => {
  it('given an old card, when read, then birth date, sex and the new number follow', () => {
    expect(parseNic('641042757V')).toEqual({
      ok: true,
      value: { form: 'old', newNumber: '196410402757', birthDate: '1964-04-13', sex: 'male' },
    })
  })

  it('given the old and the new card of one person, when compared, then they match', () => {
    expect(nicForMatching(' 641042757 v')).toBe('196410402757')
    expect(nicForMatching('1964-104-02757')).toBe('196410402757')
    expect(nicForMatching('N 1234567')).toBe('N1234567')
    expect(nicForMatching(' - ')).toBeNull()
  })

  it.each([
    ['197400112345', '1974-01-01 male'],
    ['197450112345', '1974-01-01 female'],
    ['197405912345', '1974-02-28 male'],
    ['197406012345', 'day'],
    ['197606012345', '1976-02-29 male'],
    ['197406112345', '1974-03-01 male'],
    ['197606112345', '1976-03-01 male'],
    ['197436612345', '1974-12-31 male'],
    ['197486612345', '1974-12-31 female'],
    ['197436712345', 'day'],
    ['197486712345', 'day'],
    ['197400012345', 'day'],
    ['197450012345', 'day'],
    ['199956112345', '1999-03-01 female'],
    ['189910112345', 'year'],
    ['210010112345', 'year'],
    ['641042757A', 'format'],
    ['64104275V', 'format'],
    ['19641040275', 'format'],
    ['', 'format'],
  ])('given %s, when read with a 29-day February, then it says %s', (number, expected) => {
    expect(birth(number)).toBe(expected)
  })

  it('given X for a non-voter, when read, then it is the same person as with V', () => {
    expect(parseNic('641042757X')).toEqual(parseNic('641042757V'))
  })
})
