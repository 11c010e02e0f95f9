import { amountOf, type Unit } from '../../../../src-shared/kernel/amount.ts'
import type { Inputs, Outputs } from '../../../platform/api.ts'

export type Hit = Outputs['pharmacy']['formulary'][number]
type Entry = Inputs['medicines']['prescribe']
export type Finding = Outputs['medicines']['check']['findings'][number]
export type OverrideReason = NonNullable<Entry['overrides']>[number]['reason']

export const SCHEDULES = ['stat', 'od', 'bd', 'tds', 'qds', 'every6', 'every8', 'prn'] as const
export type Schedule = (typeof SCHEDULES)[number]
const TIMES: Partial<Record<Schedule, string[]>> = {
  od: ['08:00'],
  bd: ['08:00', '20:00'],
  tds: ['06:00', '14:00', '22:00'],
  qds: ['06:00', '12:00', '18:00', '23:00'],
}
const HOURS: Partial<Record<Schedule, number>> = { every6: 6, every8: 8 }

export interface PrescribeForm {
  hit: Hit | null
  productId: string
  amount: string
  unit: Unit
  route: string
  schedule: Schedule | ''
  minHours: string
  maxIn24h: string
  indication: string
  days: string
  reasons: Record<string, OverrideReason | ''>
}

export const EMPTY: PrescribeForm = {
  ...{ hit: null, productId: '', amount: '', unit: 'mg', route: '', schedule: '', minHours: '4', maxIn24h: '4' },
  ...{ indication: '', days: '', reasons: {} },
}

/** The units that make sense: of weight, of the product's strength, of what is counted. */
export const UNITS = ['mg', 'g', 'ug', 'mL', '[iU]', 'mmol', '1'] as const satisfies readonly Unit[]

export const productOf = ({ hit, productId }: PrescribeForm) =>
  hit?.products.find((product) => product.productId === productId) ?? null

/** Every route of the chosen product; of any product where none is chosen. */
export function routesOf(form: PrescribeForm): string[] {
  const products = productOf(form) ? [productOf(form)] : (form.hit?.products ?? [])
  return [...new Set(products.flatMap((product) => product?.routes ?? []))]
}

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
  const days = Number(form.days)
  return {
    admissionId,
    genericId: form.hit.medicine.genericId,
    productId: form.productId || null,
    dose,
    route: form.route as Entry['route'],
    timing,
    indication: form.indication.trim() || null,
    stopAt: Number.isInteger(days) && days > 0 ? now + days * DAY : null,
    overrides: findings.flatMap((finding) => {
      const reason = form.reasons[keyOf(finding)]
      return reason ? [{ rule: finding.rule, ruleId: finding.ruleId, about: aboutOf(finding), reason }] : []
    }),
  }
}

function timingOf({ schedule, minHours, maxIn24h }: PrescribeForm): Entry['timing'] | null {
  if (schedule === '') return null
  if (schedule === 'stat') return { type: 'stat' }
  if (schedule === 'prn') {
    const [hours, most] = [Number(minHours), Number(maxIn24h)]
    const isSaid = Number.isFinite(hours) && hours > 0 && Number.isInteger(most) && most > 0
    return isSaid ? { type: 'prn', minIntervalMinutes: Math.round(hours * 60), maxIn24h: most } : null
  }
  const hours = HOURS[schedule]
  return hours ? { type: 'interval', everyMinutes: hours * 60 } : { type: 'times', times: TIMES[schedule] ?? [] }
}

export const aboutOf = ({ params }: Finding): string | null => params.other ?? params.allergen ?? null
export const keyOf = (finding: Finding) => `${finding.rule} ${finding.ruleId} ${aboutOf(finding)}`
