import { describe, expect, it } from 'vitest'
import { type OnShelf, passedOver, propose } from './first-expiry.ts'

const TODAY = '2026-03-02'
const box = (stockId: string, expiry: string, held: number, recalled = false): OnShelf => ({
  ...{ stockId, lot: stockId.toUpperCase(), expiry, held, recalled },
})

describe('what to take from the shelf', () => {
  it('given three batches, when more is wanted than the first has, then the next to expire gives the rest', () => {
    const shelf = [box('c', '2027-01-31', 50), box('a', '2026-05-31', 8), box('b', '2026-08-31', 50)]
    expect(propose(shelf, 20, TODAY)).toEqual({
      parts: [
        { stockId: 'a', quantity: 8 },
        { stockId: 'b', quantity: 12 },
      ],
      owing: 0,
    })
  })

  it('given exactly what the first has, then nothing else is opened', () => {
    expect(propose([box('a', '2026-05-31', 8), box('b', '2026-08-31', 50)], 8, TODAY).parts).toEqual([
      { stockId: 'a', quantity: 8 },
    ])
  })

  it('given an expired, a recalled and an empty one, then none of them is taken and the rest is owing', () => {
    const shelf = [box('old', '2026-03-01', 9), box('called', '2026-06-30', 9, true), box('none', '2026-06-30', 0)]
    expect(propose([...shelf, box('last', '2026-03-02', 4)], 6, TODAY)).toEqual({
      parts: [{ stockId: 'last', quantity: 4 }],
      owing: 2,
    })
  })

  it('given two that expire on one day, then the smaller rest is used up first', () => {
    expect(propose([box('a', '2026-05-31', 50), box('b', '2026-05-31', 3)], 5, TODAY).parts[0]).toEqual({
      stockId: 'b',
      quantity: 3,
    })
  })
})

describe('whether the first to expire was passed over', () => {
  const shelf = [box('a', '2026-05-31', 8), box('b', '2026-08-31', 50)]
  it('given the later one alone, then the earlier is named', () => {
    expect(passedOver(shelf, [{ stockId: 'b', quantity: 5 }], TODAY)?.stockId).toBe('a')
  })
  it('given the later one beside a part of the earlier, then the earlier is named all the same', () => {
    const parts = [
      { stockId: 'a', quantity: 7 },
      { stockId: 'b', quantity: 5 },
    ]
    expect(passedOver(shelf, parts, TODAY)?.stockId).toBe('a')
  })
  it('given all of the earlier, or nothing but it, then nothing was passed over', () => {
    const parts = [
      { stockId: 'a', quantity: 8 },
      { stockId: 'b', quantity: 5 },
    ]
    expect(passedOver(shelf, parts, TODAY)).toBeNull()
    expect(passedOver(shelf, [{ stockId: 'a', quantity: 1 }], TODAY)).toBeNull()
  })
  it('given an earlier one that may not be given, then nothing was passed over', () => {
    const unfit = [box('a', '2026-03-01', 8), box('c', '2026-05-31', 8, true), box('b', '2026-08-31', 50)]
    expect(passedOver(unfit, [{ stockId: 'b', quantity: 5 }], TODAY)).toBeNull()
  })
})
