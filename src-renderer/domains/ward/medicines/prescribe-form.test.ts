import { describe, expect, it } from 'vitest'
import type { OrderView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { formOf, type Hit, orderOf, type PrescribeForm } from './prescribe-form.ts'

const DAY = 24 * 3_600_000
const NOW = 100 * DAY
const product = { productId: 'p1', brand: null, form: 'tablet', unit: 'tablet', strength: '5 mg', routes: ['oral'] }
const hit = { medicine: { genericId: 'g1' }, atc: 'X', products: [product] } as unknown as Hit
const order = {
  ...{ product, dose: { nano: 1_500_000_000_000, unit: 'mg' }, route: 'oral', indication: 'Itching' },
  timing: { type: 'times', times: ['07:00', '19:00'], everyDays: 2 },
  ...{ startAt: NOW - DAY, stopAt: NOW + 3 * DAY },
} as unknown as OrderView
const changed = (change: Partial<PrescribeForm> = {}, old = order) =>
  orderOf({ ...formOf(old, hit), ...change }, 'a1', [], NOW)

describe('an order as a form', () => {
  it('given nothing is touched, then it is the same order: also a schedule that the form has no name for', () => {
    const { dose, route, timing, indication, startAt, stopAt } = order
    expect(changed()).toMatchObject({ ...{ dose, route, timing, indication, startAt, stopAt }, productId: 'p1' })
  })

  it('given another schedule, then it begins now, and not before an order that is still to begin', () => {
    expect(changed({ schedule: 'every6' })).toMatchObject({ timing: { everyMinutes: 360 }, startAt: null })
    const tomorrow = { ...order, startAt: NOW + DAY }
    expect(changed({ schedule: 'every6' }, tomorrow)?.startAt).toBe(NOW + DAY)
  })

  it('given a new order, then it begins now and has no end', () => {
    expect(changed({ kept: null, schedule: 'od' })).toMatchObject({ startAt: null, stopAt: null })
  })

  it('given days, then it ends so many days from now; 0 takes the end away', () => {
    expect(changed({ days: '2' })?.stopAt).toBe(NOW + 2 * DAY)
    expect(changed({ days: '0' })?.stopAt).toBeNull()
  })
})
