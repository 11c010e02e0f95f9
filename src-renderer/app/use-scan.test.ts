import { describe, expect, test } from 'vitest'
import { scanReader } from './use-scan.ts'

const type = (text: string, gap: number) => {
  const read = scanReader()
  return [...text.split(''), 'Enter'].map((key, n) => read(key, 1000 + n * gap)).at(-1)
}

describe('Given keys that arrive outside of a field', () => {
  test('when they come as fast as a scanner types, then Enter gives the scan', () => {
    expect(type('1000020K', 5)).toBe('1000020K')
  })
  test('when a hand types them, then there is no scan', () => {
    expect(type('1000020K', 120)).toBeNull()
  })
  test('when they are too few, then there is no scan', () => {
    expect(type('12', 5)).toBeNull()
  })
})
