import { describe, expect, test } from 'vitest'
import { groupNumber } from './name.tsx'

describe('Given a patient number', () => {
  test.each([
    ['100000020K', '1000 0002 0K'],
    ['LK-7003-N', 'LK-7003-N'],
    ['1234', '1234'],
  ])('when %s is shown, then it reads %s', (number, shown) => {
    expect(groupNumber(number)).toBe(shown)
  })
})
