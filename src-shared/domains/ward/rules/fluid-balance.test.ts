import { describe, expect, it } from 'vitest'
import { type Fluid, type FluidSort, fluidBalance, urineFinding } from './fluid-balance.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const COLOMBO = 330
/** 07:00 in Colombo on 02-Mar-2026. */
const SEVEN = Date.UTC(2026, 2, 2, 1, 30)
const fluid = (sort: FluidSort, volume: number, at: number): Fluid => ({ sort, volume, at })

describe('fluid balance', () => {
  it('given intake and output of one day, then the sums are exact by day, shift and hour', () => {
    const fluids = [
      fluid('oral', 200, SEVEN + HOUR),
      fluid('infusion', 333, SEVEN + HOUR),
      fluid('urine', 250, SEVEN + 7 * HOUR),
      fluid('drain', 40, SEVEN + 13 * HOUR),
    ]
    const { day, shifts, hours } = fluidBalance(fluids, SEVEN + 14 * HOUR, COLOMBO)
    expect(day).toEqual({ from: SEVEN, to: SEVEN + 24 * HOUR, intake: 533, output: 290 })
    expect(shifts.map(({ from, intake, output }) => [(from - SEVEN) / HOUR, intake, output])).toEqual([
      [0, 533, 0],
      [6, 0, 250],
      [12, 0, 40],
    ])
    expect(hours).toHaveLength(24)
    expect(hours[1]).toMatchObject({ intake: 533, output: 0 })
  })

  it.each([
    ['one millisecond before 07:00', -1, 0, [0, 0, 0]],
    ['at 07:00', 0, 1, [1, 0, 0]],
    ['one millisecond before 13:00', 6 * HOUR - 1, 1, [1, 0, 0]],
    ['at 13:00', 6 * HOUR, 1, [0, 1, 0]],
    ['one millisecond before 19:00', 12 * HOUR - 1, 1, [0, 1, 0]],
    ['at 19:00', 12 * HOUR, 1, [0, 0, 1]],
    ['one millisecond before the next 07:00', 24 * HOUR - 1, 1, [0, 0, 1]],
    ['at the next 07:00', 24 * HOUR, 0, [0, 0, 0]],
  ])('given one millilitre %s, then it counts once and where it belongs', (_, after, ofDay, ofShifts) => {
    const { day, shifts } = fluidBalance([fluid('oral', 1, SEVEN + after)], SEVEN + 3 * HOUR, COLOMBO)
    expect([day.intake, shifts.map(({ intake }) => intake)]).toEqual([ofDay, ofShifts])
  })

  it.each([
    ['06:59 belongs to the day before', -MINUTE, -24 * HOUR],
    ['07:00 begins the day', 0, 0],
    ['06:59 of the next morning still belongs to it', 24 * HOUR - MINUTE, 0],
  ])('given now is %s', (_, after, start) => {
    expect(fluidBalance([], SEVEN + after, COLOMBO).day.from).toBe(SEVEN + start)
  })
})

describe('urine below 0.5 ml/kg/h', () => {
  const over = (hours: number, volume: number) => [
    fluid('urine', 400, SEVEN),
    fluid('urine', volume, SEVEN + hours * HOUR),
  ]

  it.each([
    [179, 'low'],
    [180, 'enough'],
    [181, 'enough'],
  ])('given 60 kg and %i ml in six hours, then it is %s', (volume, kind) => {
    expect(urineFinding(over(6, volume), 60)).toEqual({ kind, from: SEVEN, to: SEVEN + 6 * HOUR, volume })
  })

  it('given a weight with a decimal, then the bound is exact', () => {
    expect(urineFinding(over(8, 246), 61.7).kind).toBe('low')
    expect(urineFinding(over(8, 247), 61.7).kind).toBe('enough')
  })

  it('given less than six hours between measurements, then nothing is judged', () => {
    const short = [fluid('urine', 400, SEVEN), fluid('urine', 1, SEVEN + 6 * HOUR - 1)]
    expect(urineFinding(short, 60)).toEqual({ kind: 'tooShort' })
    expect(urineFinding([fluid('urine', 1, SEVEN)], 60)).toEqual({ kind: 'tooShort' })
    expect(urineFinding([], 60)).toEqual({ kind: 'tooShort' })
  })

  it('given hourly measurements, then the newest six hours are judged and older ones do not hide them', () => {
    const hourly = Array.from({ length: 13 }, (_, n) => fluid('urine', n <= 6 ? 100 : 29, SEVEN + n * HOUR))
    expect(urineFinding(hourly, 60)).toMatchObject({ kind: 'low', volume: 174, from: SEVEN + 6 * HOUR })
  })

  it('given no weight, then it says so', () => {
    expect(urineFinding(over(6, 10), null)).toEqual({ kind: 'noWeight' })
  })
})
