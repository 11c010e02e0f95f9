import { describe, expect, it } from 'vitest'
import { amount, amoxicillin } from '../../../testing/formulary.ts'
import { applied, MemoryStore, refusal } from '../../../testing/memory-store.ts'
import { Generic, Pack, Product } from '../records.ts'
import { defineMedicine } from './define-medicine.ts'
import { retireMedicine } from './retire-medicine.ts'

const [capsules, suspension] = amoxicillin.products as [
  (typeof amoxicillin.products)[number],
  (typeof amoxicillin.products)[number],
]
function formulary() {
  const store = new MemoryStore()
  const { genericId = '' } = applied(store.run(defineMedicine, amoxicillin)).result
  return { store, genericId }
}

describe('define a medicine', () => {
  it('given a new medicine, when defined, then generic, products and packs stand', () => {
    const { store, genericId } = formulary()
    expect(store.get(Generic, genericId)).toMatchObject({ name: 'amoxicillin', atc: 'J01CA04', retired: false })
    expect(store.all(Product).map(({ form, genericId: of }) => [form, of])).toEqual([
      ['capsule', genericId],
      ['oral suspension', genericId],
    ])
    expect(store.all(Pack).map(({ size, gtin }) => [size, gtin])).toEqual([
      [100, '02000000000015'],
      [21, null],
      [100, null],
    ])
  })

  it('given names in capitals, when defined, then they are kept in small letters', () => {
    const store = new MemoryStore()
    const entry = { name: ' Insulin Glargine ', ingredients: ['Insulin Glargine'], atc: 'A10AE04', products: [] }
    const { genericId = '' } = applied(store.run(defineMedicine, entry)).result
    expect(store.get(Generic, genericId)).toMatchObject({ name: 'insulin glargine', ingredients: ['insulin glargine'] })
  })

  it('given the same again, when defined, then nothing is written anew', () => {
    const { store, genericId } = formulary()
    const before = [store.all(Product), store.all(Pack)]
    const again = store.run(defineMedicine, { ...amoxicillin, genericId })
    expect(again).toMatchObject({ type: 'apply', puts: [] })
    expect([store.all(Product), store.all(Pack)]).toEqual(before)
  })

  it('given a product and a pack left out, when defined again, then they are retired and not lost', () => {
    const { store, genericId } = formulary()
    const products = [{ ...capsules, packs: [{ size: 100, gtin: '02000000000015' }] }]
    applied(store.run(defineMedicine, { ...amoxicillin, genericId, products }))
    expect(store.all(Product).map(({ form, retired }) => [form, retired])).toEqual([
      ['capsule', false],
      ['oral suspension', true],
    ])
    expect(
      store
        .all(Pack)
        .filter(({ retired }) => retired)
        .map(({ size }) => size),
    ).toEqual([21])
    applied(store.run(defineMedicine, { ...amoxicillin, genericId }))
    expect([...store.all(Product), ...store.all(Pack)].some(({ retired }) => retired)).toBe(false)
  })

  it('given a barcode that moves to another product of the medicine, when defined, then one pack has it', () => {
    const { store, genericId } = formulary()
    const products = [
      { ...capsules, packs: [{ size: 21 }] },
      { ...suspension, packs: [{ size: 100, gtin: '02000000000015' }] },
    ]
    applied(store.run(defineMedicine, { ...amoxicillin, genericId, products }))
    const holders = store.all(Pack).filter(({ gtin }) => gtin === '02000000000015')
    expect(holders).toHaveLength(1)
    const liquid = store.all(Product).find(({ form }) => form === 'oral suspension')
    expect(holders[0]).toMatchObject({ productId: liquid?.id, retired: false })
  })

  it('given a name that is taken, when defined as new, then it is refused', () => {
    const { store } = formulary()
    expect(refusal(store.run(defineMedicine, amoxicillin))).toBe('MEDICINE_EXISTS')
  })

  it('given the barcode of another medicine, when defined, then it is refused with that medicine’s name', () => {
    const { store } = formulary()
    const ampicillin = { ...amoxicillin, name: 'ampicillin', ingredients: ['ampicillin'], atc: 'J01CA01' }
    const strengths = [{ ingredient: 'ampicillin', amount: amount('500', 'mg') }]
    const entry = { ...ampicillin, products: [{ ...capsules, strengths }] }
    expect(store.run(defineMedicine, entry)).toMatchObject({
      problem: { code: 'MEDICINE_BARCODE_EXISTS', params: { gtin: '02000000000015', name: 'amoxicillin' } },
    })
  })

  it('given a strength of what is no ingredient, when defined, then it is refused', () => {
    const strengths = [{ ingredient: 'ampicillin', amount: amount('500', 'mg') }]
    const entry = { ...amoxicillin, products: [{ ...capsules, strengths }] }
    expect(refusal(new MemoryStore().run(defineMedicine, entry))).toBe('MEDICINE_INGREDIENT_UNKNOWN')
  })

  it.each([
    ['an ATC group instead of a substance', { atc: 'J01CA' }, 'ATC code'],
    ['the same product twice', { products: [suspension, suspension] }, 'Two products are the same'],
    ['the same ingredient twice', { ingredients: ['amoxicillin', 'Amoxicillin'] }, 'named twice'],
    [
      'a barcode of thirteen digits',
      { products: [{ ...capsules, packs: [{ size: 1, gtin: '2000000000015' }] }] },
      'fourteen',
    ],
  ])('given %s, when sent, then the input is refused', (_, change, message) => {
    expect(() => new MemoryStore().run(defineMedicine, { ...amoxicillin, ...change })).toThrow(message)
  })

  it('given a medicine, when retired, then it is kept as retired; defined again it is back', () => {
    const { store, genericId } = formulary()
    applied(store.run(retireMedicine, { genericId, reason: 'Not bought any more' }))
    expect(store.get(Generic, genericId)?.retired).toBe(true)
    applied(store.run(defineMedicine, { ...amoxicillin, genericId }))
    expect(store.get(Generic, genericId)?.retired).toBe(false)
    const unknown = { genericId: '019abcde-0000-7000-8000-000000000001', reason: 'Nowhere' }
    expect(refusal(store.run(retireMedicine, unknown))).toBe('MEDICINE_UNKNOWN')
  })
})
