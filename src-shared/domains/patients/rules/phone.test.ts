import { describe, expect, it } from 'vitest'
import { phoneForMatching } from './phone.ts'

describe('telephone numbers for matching', () => {
  it.each([
    '+94 77 123 4567',
    '0094771234567',
    '077-1234567',
    '(077) 123 4567',
    '771234567',
    '94771234567',
    '+94 (0)77 123 4567',
    '940771234567',
  ])('given %s, when normalised, then it is the one number', (text) => {
    expect(phoneForMatching(text)).toBe('94771234567')
  })

  it('given a number that begins like the country code, when it is a national one, then it keeps its digits', () => {
    expect(phoneForMatching('0941234567')).toBe('94941234567')
    expect(phoneForMatching('941234567')).toBe('94941234567')
  })

  it('given a foreign number, when normalised, then its own country code stays', () => {
    expect(phoneForMatching('+44 20 7946 0018')).toBe('442079460018')
    expect(phoneForMatching('00442079460018')).toBe('442079460018')
  })

  it.each(['', 'none', '119', '0000000000', '0777777', '123456'])('given %j, when normalised, then nothing', (text) => {
    expect(phoneForMatching(text)).toBeNull()
  })
})
