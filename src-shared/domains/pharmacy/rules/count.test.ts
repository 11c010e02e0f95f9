import { expect, it } from 'vitest'
import { expectedAt, needsRecount } from './count.ts'

it.each([
  [100, 100, false],
  [100, 98, false],
  [100, 102, false],
  [100, 97, true],
  [100, 103, true],
  [49, 48, true],
  [50, 49, false],
  [0, 0, false],
  [0, 1, true],
  [-5, 0, true],
])('given %i are expected and %i counted, then a second count is asked for: %s', (expected, counted, again) => {
  expect(needsRecount(expected, counted)).toBe(again)
})

it('given a movement after the count, then it is not expected on the shelf; one of the same moment is', () => {
  const entries = [
    { quantity: 100, at: 1 },
    { quantity: -10, at: 5 },
    { quantity: -20, at: 6 },
  ]
  expect(expectedAt(entries, 5)).toBe(90)
  expect(expectedAt(entries, 0)).toBe(0)
})
