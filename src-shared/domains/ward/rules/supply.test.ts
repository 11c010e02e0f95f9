import { describe, expect, it } from 'vitest'
import { amount } from '../../../testing/formulary.ts'
import type { Timing } from '../order-records.ts'
import { dosesIn, supplyOf } from './supply.ts'

const times = (count: number, everyDays = 1): Timing => ({
  ...{ type: 'times', everyDays },
  times: Array.from({ length: count }, (_, n) => `0${n}:00`),
})

describe('how often an order is given', () => {
  it.each<[string, Timing, number, number | null]>([
    ['three times a day', times(3), 2, 6],
    ['once a week, for a day', times(1, 7), 1, 1],
    ['once a week, for seven days', times(1, 7), 7, 1],
    ['once a week, for eight days', times(1, 7), 8, 2],
    ['every 8 hours', { type: 'interval', everyMinutes: 480 }, 1, 3],
    ['every 7 hours', { type: 'interval', everyMinutes: 420 }, 1, 4],
    ['once', { type: 'stat' }, 7, 1],
    ['when needed, four at most', { type: 'prn', minIntervalMinutes: 240, maxIn24h: 4 }, 3, 12],
    ['an infusion', { type: 'infusion', rate: amount('100', 'mL'), volume: null }, 1, null],
  ])('given %s, then it is counted', (_, timing, days, doses) => {
    expect(dosesIn(timing, days)).toBe(doses)
  })
})

const made = (strength: string, per: [string, 'mL' | '1'], unit: string) => ({
  ...{ strengths: [{ ingredient: 'x', amount: amount(strength, 'mg') }], per: amount(...per), unit },
})

describe('how much that takes of the shelf', () => {
  const order = (dose: string) => ({ dose: amount(dose, 'mg'), timing: times(3) })
  it('given half tablets, then a day of three halves takes two, and two days three', () => {
    expect(supplyOf(order('250'), made('500', ['1', '1'], 'tablet'), 1)).toBe(2)
    expect(supplyOf(order('250'), made('500', ['1', '1'], 'tablet'), 2)).toBe(3)
  })
  it('given half an ampoule a dose, then each dose opens one', () => {
    expect(supplyOf(order('5'), made('10', ['1', '1'], 'ampoule'), 1)).toBe(3)
  })
  it('given a suspension, then millilitres are counted, a begun one whole', () => {
    expect(supplyOf(order('125'), made('125', ['5', 'mL'], 'mL'), 1)).toBe(15)
    expect(supplyOf({ ...order('30'), timing: times(1) }, made('125', ['5', 'mL'], 'mL'), 1)).toBe(2)
  })
  it('given a dose that cannot be made of it, then nothing is proposed', () => {
    expect(supplyOf(order('200'), made('500', ['1', '1'], 'tablet'), 1)).toBeNull()
    expect(supplyOf({ dose: amount('1', 'L'), timing: times(1) }, made('500', ['1', '1'], 'tablet'), 1)).toBeNull()
  })
})
