import { expect, it } from 'vitest'
import { bytesInWords, grouped } from './words.ts'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [3_440_000, '3.4 MB'],
  [128_000_000, '128 MB'],
  [2_000_000_000_000, '2.0 TB'],
])('given %i bytes, then it reads %s', (bytes, words) => expect(bytesInWords(bytes)).toBe(words))

it('given a large count, then it is grouped by thousands', () => {
  expect([7, 1234, 1234567].map(grouped)).toEqual(['7', '1,234', '1,234,567'])
})
