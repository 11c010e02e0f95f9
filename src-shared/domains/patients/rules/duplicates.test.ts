import { describe, expect, it } from 'vitest'
import { type DuplicateSubject, scoreDuplicate } from './duplicates.ts'

const nobody: DuplicateSubject = {
  nic: null,
  birthDate: null,
  birthDateEstimated: false,
  phone: null,
  familyName: null,
  givenName: null,
  locality: null,
  sex: 'unknown',
  identity: 'known',
}
const nimal: DuplicateSubject = {
  nic: '641042757V',
  birthDate: '1964-04-13',
  birthDateEstimated: false,
  phone: '077 123 4567',
  familyName: 'Perera',
  givenName: 'Nimal',
  locality: 'Kandy',
  sex: 'male',
  identity: 'known',
}
const stranger: DuplicateSubject = {
  ...nimal,
  nic: '805551234V',
  birthDate: '1980-02-24',
  phone: '0711111112',
  familyName: 'Wickramasinghe',
  givenName: 'Dilhani',
  locality: 'Galle',
  sex: 'female',
}
type Field = Exclude<keyof DuplicateSubject, 'birthDateEstimated' | 'identity'>
const only = (person: DuplicateSubject, ...fields: Field[]): DuplicateSubject => ({
  ...nobody,
  ...Object.fromEntries(fields.map((field) => [field, person[field]])),
})
const scoreOn = (fields: Field[], a: DuplicateSubject, b: DuplicateSubject) =>
  scoreDuplicate(only(a, ...fields), only(b, ...fields)).score

describe('duplicate detection', () => {
  it.each<[Field, number, number]>([
    ['nic', 16.5, -4.3],
    ['birthDate', 15.1, -4.3],
    ['phone', 10.6, -2],
    ['familyName', 6.5, -3.3],
    ['givenName', 5.9, -3.3],
    ['locality', 5.1, -1.7],
    ['sex', 1, -4.6],
  ])('given only %s, when it agrees %d, when not %d, when missing on one side 0', (field, agree, disagree) => {
    expect(scoreOn([field], nimal, nimal)).toBe(agree)
    expect(scoreOn([field], nimal, stranger)).toBe(disagree)
    expect(scoreDuplicate(only(nimal, field), nobody)).toEqual({ score: 0, verdict: 'none', evidence: [] })
    expect(scoreDuplicate(nobody, only(nimal, field)).evidence).toEqual([])
  })

  it('given day and month changed places, when compared, then 3.9 instead of a disagreement', () => {
    const typed = { ...nobody, birthDate: '1990-03-04' }
    expect(scoreDuplicate(typed, { ...nobody, birthDate: '1990-04-03' })).toEqual({
      score: 3.9,
      verdict: 'none',
      evidence: [{ field: 'dayMonthSwap', agrees: true, weight: 3.9 }],
    })
    expect(scoreDuplicate(typed, { ...nobody, birthDate: '1991-04-03' }).score).toBe(-4.3)
    expect(scoreDuplicate({ ...nobody, birthDate: '1990-05-05' }, { ...nobody, birthDate: '1990-05-05' }).score).toBe(
      15.1,
    )
  })

  it.each<[Field[], number, string]>([
    [['nic', 'familyName', 'sex'], 24, 'suggest'],
    [['birthDate', 'givenName', 'locality'], 26.1, 'review'],
    [['familyName', 'locality'], 11.6, 'none'],
    [['familyName', 'givenName'], 12.4, 'suggest'],
    [['birthDate', 'phone'], 25.7, 'review'],
    [['phone', 'sex'], 11.6, 'none'],
  ])('given %j agree, when summed to %d, then %s', (fields, score, verdict) => {
    expect(scoreDuplicate(only(nimal, ...fields), only(nimal, ...fields))).toMatchObject({ score, verdict })
  })

  it('given one person with the new card, another form of the phone and a slip in the name, then review', () => {
    const again = { ...nimal, nic: '196410402757', phone: '+94771234567', familyName: 'PEREIRA', locality: 'kandy.' }
    expect(scoreDuplicate(nimal, again).verdict).toBe('review')
    expect(scoreDuplicate(nimal, again).evidence.every((one) => one.agrees)).toBe(true)
  })

  it('given names just alike and just not, when compared, then 0.92 divides them', () => {
    expect(scoreOn(['familyName'], { ...nimal, familyName: 'MARTHA' }, { ...nimal, familyName: 'MARHTA' })).toBe(6.5)
    expect(scoreOn(['familyName'], { ...nimal, familyName: 'DWAYNE' }, { ...nimal, familyName: 'DUANE' })).toBe(-3.3)
  })

  it('given Sinhala names that differ only in a vowel sign, when compared, then the sign is not thrown away', () => {
    const [a, b] = [
      { ...nobody, familyName: 'කා' },
      { ...nobody, familyName: 'කි' },
    ]
    expect(scoreDuplicate(a, b).score).toBe(-3.3)
    expect(scoreDuplicate({ ...nobody, familyName: 'José' }, { ...nobody, familyName: 'JOSE' }).score).toBe(6.5)
  })

  it('given an estimated birth date, an alias or "Baby of", when compared, then they say nothing', () => {
    const guess = { ...only(nimal, 'birthDate'), birthDateEstimated: true }
    expect(scoreDuplicate(guess, only(nimal, 'birthDate')).evidence).toEqual([])
    const alias = { ...only(nimal, 'familyName', 'givenName'), identity: 'unknown' as const }
    expect(scoreDuplicate(alias, alias).evidence).toEqual([])
    const baby = { ...only(nimal, 'familyName', 'givenName'), identity: 'newborn' as const }
    expect(scoreDuplicate(baby, baby).evidence.map((one) => one.field)).toEqual(['familyName'])
  })

  it('given two different people, when compared, then nothing is shown', () => {
    expect(scoreDuplicate(nimal, stranger).verdict).toBe('none')
    expect(scoreDuplicate(nimal, stranger)).toEqual(scoreDuplicate(stranger, nimal))
  })
})
