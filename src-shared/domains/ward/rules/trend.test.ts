import { describe, expect, it } from 'vitest'
import { scoreTrend } from './trend.ts'

const series = (...totals: (number | null)[]) => totals.map((total, index) => ({ at: index, total }))

describe('trend of the score', () => {
  it.each([
    [[4, 7], { direction: 'up', delta: 3 }],
    [[7, 2], { direction: 'down', delta: -5 }],
    [[9, 3, 3], { direction: 'same', delta: 0 }],
    [[0, 1], { direction: 'up', delta: 1 }],
    [[5, null, 6], { direction: 'up', delta: 1 }],
    [[5, 6, null], { direction: 'up', delta: 1 }],
  ])('given %j, when compared, then %j', (totals, expected) => {
    expect(scoreTrend(series(...totals))).toEqual(expected)
  })

  it('given a set entered later for an earlier time, when compared, then time counts and not order', () => {
    const entered = [
      { at: 30, total: 2 },
      { at: 10, total: 9 },
      { at: 20, total: 5 },
    ]
    expect(scoreTrend(entered)).toEqual({ direction: 'down', delta: -3 })
  })

  it.each([[[]], [[3]], [[null, 3]], [[null, null]]])('given %j, when compared, then there is no trend', (totals) => {
    expect(scoreTrend(series(...totals))).toBeNull()
  })
})
