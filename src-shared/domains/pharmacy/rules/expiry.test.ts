import { expect, it } from 'vitest'
import { dayAt, freshness } from './expiry.ts'

it.each([
  ['2026-03-01', 'expired'],
  ['2026-03-02', 'near'],
  ['2026-03-31', 'near'],
  ['2026-04-01', 'good'],
])('given the 2nd of March, when a batch expires on %s, then it is %s', (expiry, state) => {
  expect(freshness(expiry, '2026-03-02')).toBe(state)
})

it('given half past eleven in the evening of UTC, then it is tomorrow in Colombo', () => {
  expect(dayAt(Date.UTC(2026, 2, 1, 23, 30), 330)).toBe('2026-03-02')
  expect(dayAt(Date.UTC(2026, 2, 1, 18, 29), 330)).toBe('2026-03-01')
  expect(dayAt(Date.UTC(2026, 2, 1, 18, 30), 330)).toBe('2026-03-02')
})
