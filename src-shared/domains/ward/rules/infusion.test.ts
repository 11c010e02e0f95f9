import { describe, expect, it } from 'vitest'
import { type Amount, amountOf, type Unit } from '../../../kernel/amount.ts'
import type { Timing } from '../order-records.ts'
import {
  bagState,
  bagVolume,
  flowOf,
  type InfusionEvent,
  infusedBetween,
  infusionCourse,
  nextBagAt,
  wholeMl,
} from './infusion.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.UTC(2026, 2, 2, 1, 30)
const amount = (decimal: string, unit: Unit): Amount => amountOf(decimal, unit) as Amount
const mL = (decimal: string) => amount(decimal, 'mL')
const order = (dose: Amount, rate: Amount, volume: Amount | null = null) => ({
  dose,
  timing: { type: 'infusion', rate, volume } as Timing,
})
const saline = order(mL('1000'), mL('125'))

const bag = (at: number, of = saline, id = `b${at}`): InfusionEvent => {
  const { rate } = of.timing as Extract<Timing, { type: 'infusion' }>
  return { type: 'bag', id, at, volume: bagVolume(of, null), flow: flowOf(of, rate), rate }
}
const rate = (at: number, decimal: string, id = `r${at}`): InfusionEvent => ({
  ...{ type: 'rate', id, at, rate: mL(decimal) },
  flow: flowOf(saline, mL(decimal)),
})
const pause = (at: number): InfusionEvent => ({ type: 'pause', id: `p${at}`, at })
const stop = (at: number, remaining: number | null = null): InfusionEvent => ({
  type: 'stop',
  id: `s${at}`,
  at,
  remaining,
})
const infused = (events: InfusionEvent[], from: number, to: number) =>
  infusedBetween(infusionCourse(events, to), from, to)

describe('what has run in', () => {
  it.each([
    ['after one hour', HOUR, 125],
    ['one millisecond before the hundredth millilitre', 48 * MINUTE - 1, 99],
    ['at the hundredth millilitre', 48 * MINUTE, 100],
    ['one millisecond before the bag is empty', 8 * HOUR - 1, 999],
    ['when it is empty', 8 * HOUR, 1000],
    ['hours after it was empty: never more than was in it', 20 * HOUR, 1000],
  ])('given 1,000 mL at 125 mL/h, %s', (_, ms, volume) => {
    expect(infused([bag(START)], START, START + ms)).toBe(volume)
  })

  it('given a rate that divides into no whole numbers, then the hours add up to the day exactly', () => {
    const events = [bag(START), rate(START + 50 * MINUTE, '83'), rate(START + 7 * HOUR + 13, '41.7')]
    const course = infusionCourse(events, START + 24 * HOUR)
    const hours = Array.from({ length: 24 }, (_, n) => infusedBetween(course, START + n * HOUR, START + (n + 1) * HOUR))
    expect(hours.reduce((sum, volume) => sum + volume, 0)).toBe(infusedBetween(course, START, START + 24 * HOUR))
    expect(infusedBetween(course, START, START + 24 * HOUR)).toBe(1000)
  })

  it('given a change of rate, a pause and a new rate, then each counts for its time', () => {
    const events = [bag(START), rate(START + HOUR, '60'), pause(START + 2 * HOUR), rate(START + 5 * HOUR, '100')]
    expect(infused(events, START, START + 6 * HOUR)).toBe(125 + 60 + 100)
    expect(infused(events, START + 2 * HOUR, START + 5 * HOUR)).toBe(0)
  })

  it('given steps that arrive in another order, then nothing changes', () => {
    const events = [bag(START), rate(START + HOUR, '60'), stop(START + 2 * HOUR)]
    const now = START + 3 * HOUR
    expect(infusionCourse(events.toReversed(), now)).toEqual(infusionCourse(events, now))
  })

  it('given a rate by weight, then the bag says which volume that is', () => {
    // 50 mg in 50 mL at 2 mg an hour
    const midazolam = order(amount('50', 'mg'), amount('2', 'mg'), mL('50'))
    expect(infused([bag(START, midazolam)], START, START + 90 * MINUTE)).toBe(3)
    expect(infusionCourse([bag(START, midazolam)], START).endsAt).toBe(START + 25 * HOUR)
  })

  it('given a rate by weight and nothing that says how much is in the bag, then no volume is invented', () => {
    const unknown = order(amount('50', 'mg'), amount('2', 'mg'))
    const course = infusionCourse([bag(START, unknown)], START + HOUR)
    expect([course.isVolumeOpen, course.endsAt, course.state]).toEqual([true, null, 'running'])
    expect(infusedBetween(course, START, START + HOUR)).toBe(0)
  })

  it('given half of a bag was hung, then it is empty at half the time', () => {
    expect(bagVolume(saline, mL('500'))).toBe(500_000_000n)
    expect(bagVolume(order(amount('20', 'mmol'), mL('100'), mL('1000')), amount('10', 'mmol'))).toBe(500_000_000n)
  })
})

describe('what is left in the bag', () => {
  it('given it was stopped with 300 mL left, then 700 have run, and the hours before stay as they were told', () => {
    const events = [bag(START), stop(START + 6 * HOUR, 300)]
    const course = infusionCourse(events, START + 8 * HOUR)
    expect(infusedBetween(course, START, START + 6 * HOUR)).toBe(750)
    expect(infusedBetween(course, START + 6 * HOUR, START + 7 * HOUR)).toBe(-50)
    expect(infusedBetween(course, START, START + 8 * HOUR)).toBe(700)
  })

  it.each([
    [0, 1000],
    [1000, 0],
    [1200, 0],
  ])('given %i mL left of 1,000, then %i have run', (left, volume) => {
    expect(infused([bag(START), stop(START + HOUR, left)], START, START + 2 * HOUR)).toBe(volume)
  })

  it('given nobody looked, then what was reckoned stands', () => {
    expect(infused([bag(START), stop(START + HOUR)], START, START + 2 * HOUR)).toBe(125)
  })
})

describe('how it stands', () => {
  it('given no bag, then it has not started', () => {
    expect(infusionCourse([], START)).toMatchObject({
      state: 'notStarted',
      bag: null,
      rate: null,
      endsAt: null,
      lastId: null,
    })
  })

  it.each([
    ['one millisecond before it is empty', 8 * HOUR - 1, 'running'],
    ['when it is empty', 8 * HOUR, 'empty'],
  ])('given %s, then it says so', (_, ms, state) => {
    expect(infusionCourse([bag(START)], START + ms)).toMatchObject({ state, endsAt: START + 8 * HOUR })
  })

  it('given a slower rate, then the bag lasts longer, and ends to the millisecond', () => {
    const { endsAt, bag: hung } = infusionCourse([bag(START), rate(START + 4 * HOUR, '50')], START + 5 * HOUR)
    expect(endsAt).toBe(START + 14 * HOUR)
    expect(wholeMl(hung?.infused ?? 0n)).toBe(550)
  })

  it('given a new bag while one runs, then it goes on at the rate that runs', () => {
    const events = [bag(START), rate(START + HOUR, '50'), bag(START + 2 * HOUR)]
    const course = infusionCourse(events, START + 3 * HOUR)
    expect(course.rate).toEqual(mL('50'))
    expect(infusedBetween(course, START, START + 3 * HOUR)).toBe(125 + 50 + 50)
    expect(wholeMl(course.bag?.infused ?? 0n)).toBe(50)
  })

  it('given a new bag after a stop, then it begins as ordered', () => {
    const events = [bag(START), rate(START + HOUR, '50'), stop(START + 2 * HOUR), bag(START + 3 * HOUR)]
    expect(infusionCourse(events, START + 4 * HOUR)).toMatchObject({ state: 'running', rate: mL('125') })
  })

  it('given a rate before any bag, then it runs, and no end is known', () => {
    const course = infusionCourse([rate(START, '50')], START + HOUR)
    expect(course).toMatchObject({ state: 'running', bag: null, endsAt: null })
    expect(infusedBetween(course, START, START + HOUR)).toBe(50)
  })

  it('given a step that is still to come, then it does not count yet', () => {
    expect(infusionCourse([bag(START), stop(START + 2 * HOUR)], START + HOUR)).toMatchObject({
      ...{ state: 'running', lastId: `b${START}` },
    })
  })
})

describe('the next bag', () => {
  it.each([
    [true, 0, 'due'],
    [true, -1, 'next'],
    [true, 30 * MINUTE, 'due'],
    [true, 30 * MINUTE + 1, 'overdue'],
    [false, -30 * MINUTE - 1, 'next'],
    [false, -30 * MINUTE, 'due'],
    [false, 0, 'due'],
    [false, 1, 'overdue'],
  ])('given the first: %s, %i ms after its time, then it is %s', (isFirst, ms, state) => {
    expect(bagState(isFirst, START, START + ms)).toBe(state)
  })

  it('given nothing hangs, then it is hung when the order begins; given one runs, when that is empty; paused: nobody knows', () => {
    expect(nextBagAt(infusionCourse([], START), START + HOUR)).toBe(START + HOUR)
    expect(nextBagAt(infusionCourse([bag(START)], START), START)).toBe(START + 8 * HOUR)
    expect(nextBagAt(infusionCourse([bag(START), pause(START + HOUR)], START + 2 * HOUR), START)).toBeNull()
  })
})
