import { describe, expect, it } from 'vitest'
import { phn } from './sequences.ts'

describe('PHN', () => {
  it('given a number, when printed and typed again in any form, then it is the same number', () => {
    const printed = phn.format(1_000_001)
    expect(printed).toMatch(/^1000001[0-9A-Y]$/)
    const spaced = ` ${printed.slice(0, 4)} ${printed.slice(4, 7)}-${printed.slice(7).toLowerCase()} `
    expect([phn.parse(printed), phn.parse(spaced)]).toEqual([1_000_001, 1_000_001])
  })

  it('given a slip in one character, when typed, then it is refused', () => {
    const printed = phn.format(1_234_567)
    for (let i = 0; i < 7; i++) {
      const slip = printed.slice(0, i) + ((Number(printed[i]) + 1) % 10) + printed.slice(i + 1)
      expect(phn.parse(slip)).toBeNull()
    }
  })

  it('given what is no number, when typed, then it is refused', () => {
    for (const text of ['', 'A', '1000001', 'NOPHN-0123456789ab']) expect(phn.parse(text)).toBeNull()
  })
})
