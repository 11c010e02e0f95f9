import { describe, expect, it } from 'vitest'
import type { Timing } from '../order-records.ts'
import { doseState, timeliness, windowMinutes } from './dose-window.ts'

const MINUTE = 60_000
const DUE = Date.UTC(2026, 2, 2, 8)
const times = (count: number, everyDays = 1): Timing => ({
  type: 'times',
  times: Array.from({ length: count }, (_, n) => `${String(n).padStart(2, '0')}:00`),
  everyDays,
})
const every = (everyMinutes: number): Timing => ({ type: 'interval', everyMinutes })
const STAT: Timing = { type: 'stat' }
const PRN: Timing = { type: 'prn', minIntervalMinutes: 240, maxIn24h: 4 }

describe('the window of a scheduled dose (ISMP)', () => {
  it.each([
    ['every 239 minutes', every(239), 30],
    ['every 4 hours', every(240), 60],
    ['every 23 h 59 min', every(1439), 60],
    ['every 24 hours', every(1440), 120],
    ['every 2 days', every(2880), 120],
    ['7 times a day', times(7), 30],
    ['6 times a day', times(6), 60],
    ['twice a day', times(2), 60],
    ['once a day', times(1), 120],
    ['once a week', times(1, 7), 120],
    ['stat', STAT, null],
    ['when needed', PRN, null],
  ] as const)('given %s, then it is %j minutes', (_, timing, minutes) => {
    expect(windowMinutes(timing, false)).toBe(minutes)
  })

  it.each([every(240), every(1440), times(1, 7)])(
    'given a time-critical medicine at %j, then it is 30 minutes',
    (timing) => {
      expect(windowMinutes(timing, true)).toBe(30)
    },
  )
})

describe('where a dose stands', () => {
  const eightHourly = { timing: every(480), timeCritical: false }
  const state = (minutes: number, isFirst = true) => doseState(eightHourly, DUE, DUE + minutes * MINUTE, isFirst)

  it.each([
    [-61, 'next'],
    [-60, 'due'],
    [0, 'due'],
    [60, 'due'],
    [61, 'overdue'],
  ] as const)('given %d minutes after its time, then it is %s', (minutes, expected) => {
    expect(state(minutes)).toBe(expected)
  })

  it('given a millisecond past the window, then it is overdue; a millisecond before it begins, not yet due', () => {
    expect(doseState(eightHourly, DUE, DUE + 60 * MINUTE + 1, true)).toBe('overdue')
    expect(doseState(eightHourly, DUE, DUE - 60 * MINUTE - 1, true)).toBe('next')
  })

  it('given another dose of the order comes first, then it is in the future', () => {
    expect([state(-61, false), state(-60, false)]).toEqual(['future', 'due'])
  })

  it.each([
    [-1, 'next'],
    [0, 'due'],
    [30, 'due'],
    [31, 'overdue'],
  ] as const)('given stat, %d minutes after it was ordered, then it is %s', (minutes, expected) => {
    expect(doseState({ timing: STAT, timeCritical: false }, DUE, DUE + minutes * MINUTE, true)).toBe(expected)
  })
})

describe('whether a dose was on time', () => {
  const twiceDaily = { timing: times(2), timeCritical: false }
  it.each([
    [-61, 'early'],
    [-60, 'onTime'],
    [60, 'onTime'],
    [61, 'late'],
  ] as const)('given %d minutes after its time, then %s', (minutes, expected) => {
    expect(timeliness(twiceDaily, DUE, DUE + minutes * MINUTE)).toBe(expected)
  })

  it('given no window or no scheduled time, then there is nothing to say', () => {
    expect(timeliness({ timing: STAT, timeCritical: false }, DUE, DUE + 3_600_000)).toBeNull()
    expect(timeliness(twiceDaily, null, DUE)).toBeNull()
  })
})
