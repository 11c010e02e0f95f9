import { expect, it } from 'vitest'
import { amount } from '../../../testing/formulary.ts'
import type { Timing } from '../order-records.ts'
import { dailyDose } from './daily-dose.ts'

const gram = amount('1', 'g')
it.each<[string, Timing, string | null]>([
  ['three times a day', { type: 'times', times: ['06:00', '14:00', '22:00'], everyDays: 1 }, '3'],
  ['once a week', { type: 'times', times: ['08:00'], everyDays: 7 }, '1'],
  ['every six hours', { type: 'interval', everyMinutes: 360 }, '4'],
  ['every five hours: five fit into some day', { type: 'interval', everyMinutes: 300 }, '5'],
  ['every second day', { type: 'interval', everyMinutes: 2880 }, '1'],
  ['stat', { type: 'stat' }, '1'],
  ['when needed, at most four', { type: 'prn', minIntervalMinutes: 240, maxIn24h: 4 }, '4'],
  ['an infusion of half a gram an hour', { type: 'infusion', rate: amount('0.5', 'g'), volume: null }, '12'],
  ['an infusion by volume', { type: 'infusion', rate: amount('50', 'mL'), volume: null }, null],
])('given 1 g %s, then that is the most in 24 hours', (_, timing, grams) => {
  expect(dailyDose(gram, timing)).toEqual(grams === null ? null : { ...amount(grams, 'g'), unit: expect.any(String) })
})

it('given more than a number holds exactly, then it is not calculable', () => {
  expect(dailyDose({ nano: 9e15, unit: 'g' }, { type: 'prn', minIntervalMinutes: 30, maxIn24h: 48 })).toBeNull()
})
