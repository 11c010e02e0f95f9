import { beforeEach, expect, it } from 'vitest'
import type { DuplicateSubject } from '../../../../src-shared/domains/patients/rules/duplicates.ts'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { type WardCache, wardCache } from '../../../app/testing/cache.ts'
import { findDuplicates } from './duplicates.ts'

let cache: WardCache
beforeEach(() => {
  cache = wardCache()
  cache.patient({ id: testId(10), nic: '198512304567', birthDate: '1985-05-02', phone: '+94771234567' })
})
const kamala: DuplicateSubject = {
  familyName: 'Perera',
  givenName: 'Kamala',
  sex: 'female',
  birthDate: null,
  birthDateEstimated: false,
  nic: null,
  phone: null,
  locality: null,
  identity: 'known',
}
const stranger = { ...kamala, familyName: 'Xavier', givenName: 'Zoë' }
const found = (entry: Partial<DuplicateSubject>, base = kamala) => findDuplicates(cache.db, { ...base, ...entry })

it('given the same person by name and birth date, then it is to be reviewed, with its evidence', () => {
  const [hit] = found({ birthDate: '1985-05-02' })
  expect(hit).toMatchObject({ patientId: testId(10), verdict: 'review' })
  expect(hit?.evidence).toContainEqual({ field: 'birthDate', agrees: true, weight: 15.1 })
})

it('given only the same name and sex, then it is suggested', () => {
  expect(found({})).toMatchObject([{ verdict: 'suggest' }])
})

it('given the old card of a person who was registered with the new one, then the person is a candidate', () => {
  expect(found({ nic: '85 123 4567 v' }, stranger)).toMatchObject([])
  expect(found({ nic: '85 123 4567 v', familyName: 'Perera' }, stranger)).toMatchObject([{ patientId: testId(10) }])
})

it.each(['0771234567', '771234567', '0094771234567'])(
  'given the phone as %s, then its owner is a candidate',
  (phone) => {
    expect(found({ phone, familyName: 'Perera' }, stranger)).toMatchObject([{ patientId: testId(10) }])
  },
)

it('given a birth date with day and month exchanged, then it counts as evidence', () => {
  expect(found({ birthDate: '1985-02-05' })[0]?.evidence).toContainEqual({
    field: 'dayMonthSwap',
    agrees: true,
    weight: 3.9,
  })
})

it('given nothing in common, an empty form, or an unknown patient, then there is nobody', () => {
  expect(found({}, stranger)).toEqual([])
  expect(found({ familyName: null, givenName: null })).toEqual([])
  expect(found({ identity: 'unknown' })).toEqual([])
})

it('given several, then the likeliest comes first', () => {
  cache.patient({ id: testId(11), phn: '2', birthDate: '1985-05-02', nic: '198512304567' })
  cache.patient({ id: testId(12), phn: '3', birthDate: null })
  const scores = found({ birthDate: '1985-05-02', nic: '198512304567', phone: '0771234567' }).map((hit) => hit.score)
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
  expect(scores).toHaveLength(3)
})
