import { describe, expect, it } from 'vitest'
import { isTrivialPin } from './pin.ts'

describe('a PIN that is guessed first', () => {
  it.each(['0000', '1234', '4321', '7890', '1212', '1987', '2024', '111111', '123123'])('given %s, then it is', (pin) =>
    expect(isTrivialPin(pin)).toBe(true),
  )
  it.each(['4711', '8305', '2931', '5938', '927465'])('given %s, then it is not', (pin) =>
    expect(isTrivialPin(pin)).toBe(false),
  )
})
