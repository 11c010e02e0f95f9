import { describe, expect, it } from 'vitest'
import { packsToOrder, received } from './received.ts'

const line = (productId: string, packs: number, packSize = 100, freePacks = 0) => ({
  productId,
  packs,
  packSize,
  freePacks,
})

describe('what has come of an order', () => {
  it.each([
    ['nothing', [], false, []],
    ['a part', [line('a', 4)], false, []],
    ['all but one unit', [line('a', 1, 499)], false, []],
    ['all at once', [line('a', 5)], true, []],
    ['all in parts', [line('a', 2), line('a', 3)], true, []],
    ['all in packs of another size', [line('a', 50, 10)], true, []],
    ['one unit more', [line('a', 1, 501)], true, [{ productId: 'a', ordered: 500, units: 501 }]],
    ['all, and free packs on top', [line('a', 5, 100, 1)], true, []],
    ['free packs alone', [line('a', 0, 100, 5)], false, []],
    ['all, and something else', [line('a', 5), line('b', 1)], true, [{ productId: 'b', ordered: 0, units: 100 }]],
  ])('given %s, then that is what is said', (_, deliveries, complete, over) => {
    expect(received([line('a', 5)], deliveries)).toMatchObject({ complete, over })
  })

  it('given two products, then it is complete when both are', () => {
    const ordered = [line('a', 1), line('b', 1)]
    expect(received(ordered, [line('a', 1)]).complete).toBe(false)
    expect(received(ordered, [line('a', 1), line('b', 1)]).complete).toBe(true)
  })
})

describe('how much is ordered again', () => {
  it.each([
    [200, 0, 8],
    [201, 0, 0],
    [0, 0, 10],
    [100, 100, 8],
    [100, 101, 0],
    [199, 0, 9],
    [-50, 0, 11],
  ])(
    'given %i on hand and %i on order, with a level of 200 and up to 1,000, then %i packs of 100',
    (onHand, onOrder, packs) => {
      expect(packsToOrder({ level: 200, upTo: 1_000 }, { onHand, onOrder }, 100)).toBe(packs)
    },
  )

  it('given no level, then nothing is ordered by itself', () => {
    expect(packsToOrder({ level: 0, upTo: 0 }, { onHand: 0, onOrder: 0 }, 100)).toBe(0)
  })
})
