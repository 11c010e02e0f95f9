import type { OrderView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { amountNumber, amountOf, type Unit } from '../../../../src-shared/kernel/amount.ts'
import type { Inputs, Outputs } from '../../../platform/api.ts'

export type Hit = Outputs['pharmacy']['formulary'][number]
type Entry = Inputs['medicines']['prescribe']
export type Finding = Outputs['medicines']['check']['findings'][number]
export type ChangeReason = Inputs['medicines']['changeOrder']['change']
export type OverrideReason = NonNullable<Entry['overrides']>[number]['reason']

export const SCHEDULES = ['stat', 'od', 'bd', 'tds', 'qds', 'every6', 'every8', 'prn', 'infusion'] as const
export type Schedule = (typeof SCHEDULES)[number]
const TIMES: Partial<Record<Schedule, string[]>> = {
  od: ['08:00'],
  bd: ['08:00', '20:00'],
  tds: ['06:00', '14:00', '22:00'],
  qds: ['06:00', '12:00', '18:00', '23:00'],
}
const HOURS: Partial<Record<Schedule, number>> = { every6: 6, every8: 8 }

/** What stays of the order that is being changed, unless something else is chosen. */
interface Kept {
  timing: OrderView['timing']
  startAt: number
  stopAt: number | null
}

export interface PrescribeForm {
  hit: Hit | null
  productId: string
  amount: string
  unit: Unit
  route: string
  /** `kept`: as the order has it that is being changed. */
  schedule: Schedule | 'kept' | ''
  minHours: string
  maxIn24h: string
  /** Of an infusion, in one hour. */
  rate: string
  rateUnit: Unit
  /** mL in the bag or syringe, where the dose is no volume. */
  bag: string
  indication: string
  days: string
  reasons: Record<string, OverrideReason | ''>
  /** Why the order is changed. */
  change: ChangeReason | ''
  changeNote: string
  /** Null: it is a new order. */
  kept: Kept | null
}

export const EMPTY: PrescribeForm = {
  ...{ hit: null, productId: '', amount: '', unit: 'mg', route: '', schedule: '', minHours: '4', maxIn24h: '4' },
  ...{ rate: '', rateUnit: 'mL', bag: '' },
  ...{ indication: '', days: '', reasons: {}, change: '', changeNote: '', kept: null },
}

/** An order as a form: what nobody touches stays as it is. */
export const formOf = (order: OrderView, hit: Hit): PrescribeForm => ({
  ...EMPTY,
  hit,
  productId: order.product?.productId ?? '',
  amount: amountNumber(order.dose).replaceAll(',', ''),
  unit: order.dose.unit,
  route: order.route,
  schedule: 'kept',
  indication: order.indication ?? '',
  kept: { timing: order.timing, startAt: order.startAt, stopAt: order.stopAt },
})

/** The units that make sense: of weight, of the product's strength, of what is counted. */
export const UNITS = ['mg', 'g', 'ug', 'mL', '[iU]', 'mmol', '1'] as const satisfies readonly Unit[]

export const productOf = ({ hit, productId }: PrescribeForm) =>
  hit?.products.find((product) => product.productId === productId) ?? null

/** Every route of the chosen product; of any product where none is chosen. */
export function routesOf(form: PrescribeForm): string[] {
  const products = productOf(form) ? [productOf(form)] : (form.hit?.products ?? [])
  return [...new Set(products.flatMap((product) => product?.routes ?? []))]
}

/** Whether the dose itself says how much is in the bag. */
export const isVolume = ({ unit }: Pick<PrescribeForm, 'unit'>) => unit === 'mL'

const DAY = 24 * 3_600_000

/** The order as the command takes it; null: something is still missing. */
export function orderOf(
  form: PrescribeForm,
  admissionId: string,
  findings: readonly Finding[],
  now: number,
): Entry | null {
  const dose = amountOf(form.amount, form.unit)
  const timing = timingOf(form)
  if (!form.hit || !dose || !timing || form.route === '') return null
  return {
    admissionId,
    genericId: form.hit.medicine.genericId,
    productId: form.productId || null,
    dose,
    route: form.route as Entry['route'],
    timing,
    indication: form.indication.trim() || null,
    ...{ startAt: startOf(form, now), stopAt: stopOf(form, now) },
    overrides: findings.flatMap((finding) => {
      const reason = form.reasons[keyOf(finding)]
      return reason ? [{ rule: finding.rule, ruleId: finding.ruleId, about: aboutOf(finding), reason }] : []
    }),
  }
}

/** Doses that were given stay where they are in a schedule that is kept; another one begins now. Null: now. */
function startOf({ kept, schedule }: PrescribeForm, now: number): number | null {
  if (!kept) return null
  return schedule === 'kept' || kept.startAt > now ? kept.startAt : null
}

/** Days from now; none said keeps the end, 0 takes it away. */
function stopOf({ kept, days }: PrescribeForm, now: number): number | null {
  const count = Number(days)
  if (days.trim() === '') return kept?.stopAt ?? null
  return Number.isInteger(count) && count > 0 ? now + count * DAY : null
}

function timingOf(form: PrescribeForm): Entry['timing'] | null {
  const { kept, schedule, minHours, maxIn24h } = form
  if (schedule === '') return null
  if (schedule === 'kept') return kept?.timing ?? null
  if (schedule === 'stat') return { type: 'stat' }
  if (schedule === 'prn') {
    const [hours, most] = [Number(minHours), Number(maxIn24h)]
    const isSaid = Number.isFinite(hours) && hours > 0 && Number.isInteger(most) && most > 0
    return isSaid ? { type: 'prn', minIntervalMinutes: Math.round(hours * 60), maxIn24h: most } : null
  }
  if (schedule === 'infusion') return infusionOf(form)
  const hours = HOURS[schedule]
  return hours ? { type: 'interval', everyMinutes: hours * 60 } : { type: 'times', times: TIMES[schedule] ?? [] }
}

/** Without the volume of the bag nobody can say when it is empty, nor what has run in. */
function infusionOf(form: PrescribeForm): Entry['timing'] | null {
  const rate = amountOf(form.rate, form.rateUnit)
  if (!rate) return null
  if (isVolume(form)) return { type: 'infusion', rate, volume: null }
  const volume = amountOf(form.bag, 'mL')
  return volume && { type: 'infusion', rate, volume }
}

export const aboutOf = ({ params }: Finding): string | null => params.other ?? params.allergen ?? null
export const keyOf = (finding: Finding) => `${finding.rule} ${finding.ruleId} ${aboutOf(finding)}`
