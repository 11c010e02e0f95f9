import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCharacter, isValidCheck, withCheck } from './check-digit.ts'

const symbols = [...'0123456789ACDEFGHJKLMNPRTUVWXY']
const body = fc.array(fc.constantFrom(...symbols), { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''))
const replaceAt = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1)

describe('check character', () => {
  it.each([
    ['100000', 'Y'],
    ['LK7003', 'N'],
    ['ACDEFG', '5'],
  ])('given the body %s, when the check is made, then it is %s', (text, expected) => {
    expect(checkCharacter(text)).toBe(expected)
    expect(withCheck(text)).toBe(text + expected)
    expect(isValidCheck(text + expected)).toBe(true)
  })

  it('given blanks around and lower case, when read, then they do not matter', () => {
    expect(withCheck('  lk7003 ')).toBe('LK7003N')
    expect(isValidCheck(' lk7003n\n')).toBe(true)
  })

  it.each(['', ' ', 'N', '100-000Y', '10000OY', 'LK7003Ñ'])('given %j, when verified, then it is refused', (text) => {
    expect(isValidCheck(text)).toBe(false)
  })

  it.each(['', 'LK-7', 'BIOQSZ'])('given the body %j, when a check is asked for, then that is an error', (text) => {
    expect(() => checkCharacter(text)).toThrow(RangeError)
  })

  it('given any number, when one character is mistyped, then it is always detected', () => {
    fc.assert(
      fc.property(body, (text) => {
        const number = withCheck(text)
        expect(isValidCheck(number)).toBe(true)
        for (let at = 0; at < number.length; at++)
          for (const other of symbols)
            if (other !== number[at]) expect(isValidCheck(replaceAt(number, at, other))).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  it('given any number, when two neighbours change places, then it is detected except for 0 and Y', () => {
    fc.assert(
      fc.property(body, (text) => {
        const number = withCheck(text)
        for (let at = 0; at + 1 < number.length; at++) {
          const [one, two] = [number.charAt(at), number.charAt(at + 1)]
          const blind = one === two || [one, two].sort().join('') === '0Y'
          const swapped = number.slice(0, at) + two + one + number.slice(at + 2)
          expect(isValidCheck(swapped)).toBe(blind)
        }
      }),
      { numRuns: 100 },
    )
  })
})
