import { beforeEach, describe, expect, it } from 'vitest'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { type WardCache, wardCache } from '../../../app/testing/cache.ts'
import { findMedicines } from './formulary.ts'

let cache: WardCache
beforeEach(() => {
  cache = wardCache()
  cache.generic({ id: testId(210) })
  cache.product({ id: testId(310) })
})

describe('a search in the formulary', () => {
  it('given the beginning of a name, of a word in it or of a brand, then it is found; retired ones are not', () => {
    cache.generic({ id: testId(212), name: 'insulin glargine', ingredients: ['insulin glargine'], atc: 'A10AE04' })
    cache.generic({ id: testId(213), name: 'glargomycin', ingredients: ['x'], atc: 'J01FA99' })
    cache.generic({ id: testId(214), name: 'glargetired', ingredients: ['y'], atc: 'J01FA98', retired: true })
    const names = (text: string) => findMedicines(cache.db, text).map(({ medicine }) => medicine.name)
    expect(names('glar')).toEqual(['glargomycin', 'insulin glargine'])
    expect([names('AMOXI'), names('amoxil'), names('zzz'), names(' '), names('%')]).toEqual([
      ['amoxicillin'],
      ['amoxicillin'],
      [],
      [],
      [],
    ])
  })
})
