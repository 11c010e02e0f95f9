import { expect, it } from 'vitest'
import { spread } from './spread.ts'

it.each([
  [100, [1, 1, 1], [34, 33, 33]],
  [10, [5, 3, 2], [5, 3, 2]],
  [1, [1, 2, 1], [0, 1, 0]],
  [2, [1, 2, 1], [1, 1, 0]],
  [7, [0, 0], [7, 0]],
  [0, [4, 4], [0, 0]],
  [5, [0, 3], [0, 5]],
])('given %i over %j, then each gets %j', (total, weights, parts) => {
  expect(spread(total, weights)).toEqual(parts)
})

it('given sums beyond what a float holds exactly, then not a cent is lost', () => {
  const weights = [90_071_992_547_409, 3, 90_071_992_547_409]
  const parts = spread(99_999_999_999, weights)
  expect(parts.reduce((sum, each) => sum + each, 0)).toBe(99_999_999_999)
  expect(parts[0]).toBe(50_000_000_000)
})
