import { describe, expect, it } from 'vitest'
import { prnAllowance } from './prn-limit.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = Date.UTC(2026, 2, 2, 20)
const ago = (...hours: number[]) => hours.map((each) => NOW - each * HOUR)
const limits = { minIntervalMinutes: 240, maxIn24h: 4 }

describe('a medicine that is given when needed', () => {
  it('given nothing yet, then it may be given now', () => {
    expect(prnAllowance(limits, [], NOW)).toEqual({ from: null, because: null, given: 0 })
  })

  it('given the interval is just over, then it may; a minute short of it, it waits that minute', () => {
    expect(prnAllowance(limits, [NOW - 240 * MINUTE], NOW).from).toBeNull()
    const waiting = prnAllowance(limits, [NOW - 239 * MINUTE], NOW)
    expect(waiting).toEqual({ from: NOW + MINUTE, because: 'interval', given: 1 })
  })

  it('given the maximum in 24 hours, then it waits until the oldest of them is a day ago', () => {
    const waiting = prnAllowance(limits, ago(23, 18, 12, 6), NOW)
    expect(waiting).toEqual({ from: NOW + HOUR, because: 'maximum', given: 4 })
  })

  it('given the oldest is just 24 hours ago, then it counts no more; a millisecond less, it does', () => {
    expect(prnAllowance(limits, ago(24, 18, 12, 6), NOW)).toEqual({ from: null, because: null, given: 3 })
    expect(prnAllowance(limits, [NOW - 24 * HOUR + 1, ...ago(18, 12, 6)], NOW)).toMatchObject({ from: NOW + 1 })
  })

  it('given more than the maximum was given, then there is room for one only when enough of them are a day ago', () => {
    expect(prnAllowance(limits, ago(23, 20, 18, 12, 6), NOW)).toEqual({
      from: NOW + 4 * HOUR,
      because: 'maximum',
      given: 5,
    })
  })

  it('given both limits hold it back, then the later of them says when and why', () => {
    expect(prnAllowance(limits, ago(22, 18, 12, 1), NOW)).toMatchObject({ from: NOW + 3 * HOUR, because: 'interval' })
    expect(prnAllowance(limits, ago(19, 18, 12, 1), NOW)).toMatchObject({ from: NOW + 5 * HOUR, because: 'maximum' })
  })

  it('given a dose by another terminal whose clock is ahead, then the interval counts from it, in whatever order they come', () => {
    const ahead = NOW + 2 * MINUTE
    expect(prnAllowance(limits, [ahead, ...ago(12)], NOW)).toMatchObject({ from: ahead + 4 * HOUR, given: 2 })
  })
})
