import { beforeEach, expect, it } from 'vitest'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { type WardCache, wardCache } from '../../../app/testing/cache.ts'
import { searchPatients } from './search.ts'

let cache: WardCache
beforeEach(() => {
  cache = wardCache()
  cache.patient({ id: testId(10), familyName: 'Perera', givenName: 'Kamala', phn: '1000001V', phone: '0771234567' })
  cache.patient({ id: testId(11), familyName: 'Silva', givenName: 'Perera', phn: '1000002T', phone: '+94712223344' })
  cache.patient({ id: testId(12), familyName: 'Fernando', givenName: 'Nimal', phn: '1000003R', nic: '851234567V' })
  cache.patient({ id: testId(13), familyName: 'de Zoysa', givenName: 'Renée', phn: '1000004P' })
})
const found = (text: string, limit = 50) => searchPatients(cache.db, text, limit).map((hit) => hit.familyName)

it('given the beginning of a name in any case, then family names come before given names', () => {
  expect(found('perE')).toEqual(['Perera', 'Silva'])
})

it('given parts of both names in any order, then both must fit', () => {
  expect(found('kam per')).toEqual(['Perera'])
  expect(found('per nim')).toEqual([])
})

it('given a name of several words or with an accent, then each word and its plain letter find it', () => {
  expect(found('zoy')).toEqual(['de Zoysa'])
  expect(found('renee')).toEqual(['de Zoysa'])
})

it('given a PHN or a NIC, also in groups and small letters, then exactly that person is found', () => {
  expect(found('1000002t')).toEqual(['Silva'])
  expect(found('1000-002 T')).toEqual(['Silva'])
  expect(found('851234567v')).toEqual(['Fernando'])
})

it.each(['0771234567', '077 123 4567', '771234567', '+94 77 123 4567', '07712'])(
  'given the phone number as %s, then its owner is found',
  (phone) => expect(found(phone)).toEqual(['Perera']),
)

it.each(['', '  ', '"', "'; DROP", '* OR', '-', '(', 'zzz'])(
  'given %j, then nothing is found and nothing breaks',
  (text) => expect(found(text)).toEqual([]),
)

it('given a name of another script, then its beginning finds it', () => {
  cache.patient({ id: testId(14), familyName: 'පෙරේරා', givenName: 'கமலா', phn: '1000005M' })
  expect(found('පෙරේ')).toEqual(['පෙරේරා'])
  expect(found('கம')).toEqual(['පෙරේරා'])
})

it('given a corrected name and a merged record, then the old name and the merged record find nothing', () => {
  cache.patient({ id: testId(10), familyName: 'Jayasuriya', givenName: 'Kamala', phn: '1000001V' })
  cache.patient({ id: testId(11), familyName: 'Silva', givenName: 'Perera', phn: '1000002T', status: 'merged' })
  expect(found('perera')).toEqual([])
  expect(found('1000002T')).toEqual([])
  expect(found('jayas')).toEqual(['Jayasuriya'])
})

it('given many of one name, then the first of them in alphabetical order are shown', () => {
  for (let n = 0; n < 30; n++)
    cache.patient({ id: testId(100 + n), familyName: 'Bandara', givenName: `Given ${90 - n}`, phn: `2${n}` })
  const hits = searchPatients(cache.db, 'band', 10)
  expect(hits.map((hit) => hit.givenName)).toEqual(Array.from({ length: 10 }, (_, n) => `Given ${61 + n}`))
})

it('given work that is not sent yet and a death, then the hit says so', () => {
  cache.patient({ id: testId(15), familyName: 'Wick', phn: '1000009X', deceasedAt: 5 }, { rev: 0, pending: 1 })
  expect(searchPatients(cache.db, 'wick', 5)).toEqual([
    expect.objectContaining({ patientId: testId(15), pending: true, deceased: true }),
  ])
})
