import { describe, expect, it } from 'vitest'
import type { Timing } from '../order-records.ts'
import { doseTimes } from './dose-times.ts'

const OFFSET = 330
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** 2026-03-02, midnight in Colombo. */
const MIDNIGHT = Date.UTC(2026, 2, 1, 18, 30)
const at = (hours: number) => MIDNIGHT + hours * HOUR
const times = (...list: string[]): Timing => ({ type: 'times', times: list, everyDays: 1 })
const hoursOf = (due: number[]) => due.map((each) => (each - MIDNIGHT) / HOUR)

describe('when a medicine is due', () => {
  it('given times of day, then they are those of the hospital’s clock, in order', () => {
    const schedule = { timing: times('20:00', '08:00'), startAt: at(0), stopAt: null }
    expect(hoursOf(doseTimes(schedule, at(0), at(48), OFFSET))).toEqual([8, 20, 32, 44])
  })

  it('given a start at a time of the schedule, then that dose is the first; a moment later the next one is', () => {
    const due = (startAt: number) =>
      hoursOf(doseTimes({ timing: times('08:00', '20:00'), startAt, stopAt: null }, at(0), at(24), OFFSET))
    expect(due(at(8))).toEqual([8, 20])
    expect(due(at(8) + 1)).toEqual([20])
  })

  it('given a stop at a time of the schedule, then that dose is not given any more', () => {
    const due = (stopAt: number) =>
      hoursOf(doseTimes({ timing: times('08:00', '20:00'), startAt: at(0), stopAt }, at(0), at(48), OFFSET))
    expect(due(at(20))).toEqual([8])
    expect(due(at(20) + 1)).toEqual([8, 20])
  })

  it('given a span, then its beginning is in it and its end is not', () => {
    const schedule = { timing: times('08:00', '20:00'), startAt: at(0), stopAt: null }
    expect(hoursOf(doseTimes(schedule, at(8), at(20), OFFSET))).toEqual([8])
  })

  it('given once a week, then every seventh day from the day of the start', () => {
    const timing: Timing = { type: 'times', times: ['09:00'], everyDays: 7 }
    const schedule = { timing, startAt: at(1), stopAt: null }
    expect(hoursOf(doseTimes(schedule, at(0), at(24 * 15), OFFSET))).toEqual([9, 9 + 168, 9 + 336])
    expect(hoursOf(doseTimes(schedule, at(30), at(24 * 8), OFFSET))).toEqual([9 + 168])
  })

  it('given every six hours, then from the start on, and a later span falls on the same times', () => {
    const schedule = { timing: { type: 'interval', everyMinutes: 360 } as const, startAt: at(1), stopAt: null }
    expect(hoursOf(doseTimes(schedule, at(0), at(20), OFFSET))).toEqual([1, 7, 13, 19])
    expect(hoursOf(doseTimes(schedule, at(8), at(20), OFFSET))).toEqual([13, 19])
    expect(hoursOf(doseTimes(schedule, at(13), at(14), OFFSET))).toEqual([13])
  })

  it('given stat, then once, at the start; given when needed or an infusion, then never', () => {
    const once = { timing: { type: 'stat' } as const, startAt: at(3), stopAt: null }
    expect(hoursOf(doseTimes(once, at(0), at(24), OFFSET))).toEqual([3])
    expect(doseTimes(once, at(4), at(24), OFFSET)).toEqual([])
    expect(doseTimes(once, at(0), at(3), OFFSET)).toEqual([])
    const prn = { timing: { type: 'prn', minIntervalMinutes: 240, maxIn24h: 4 } as const, startAt: at(0), stopAt: null }
    expect(doseTimes(prn, at(0), at(24), OFFSET)).toEqual([])
    const rate = { nano: 1_000_000, unit: 'mL' as const }
    const infusion = { timing: { type: 'infusion', rate, volume: null } as const, startAt: at(0), stopAt: null }
    expect(doseTimes(infusion, at(0), at(24), OFFSET)).toEqual([])
  })

  it('given a span of a hundred years, then it ends', () => {
    const schedule = { timing: { type: 'interval', everyMinutes: 15 } as const, startAt: at(0), stopAt: null }
    expect(doseTimes(schedule, at(0), at(0) + 36_500 * DAY, OFFSET)).toHaveLength(2_000)
    const daily = { timing: times('08:00'), startAt: at(0), stopAt: null }
    expect(doseTimes(daily, at(0), at(0) + 36_500 * DAY, OFFSET)).toHaveLength(2_000)
  })
})
