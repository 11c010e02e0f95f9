import { z } from 'zod'

/**
 * Units of medicines, each a whole number of 10⁻⁹ of its base: so that a dose, a strength and a limit are added and
 * compared as integers. Codes: UCUM (ucum.org); `1` counts tablets, ampoules, puffs.
 */
const UNITS = {
  g: { base: 'g', nano: 1_000_000_000, label: 'g' },
  mg: { base: 'g', nano: 1_000_000, label: 'mg' },
  ug: { base: 'g', nano: 1_000, label: 'microgram' },
  ng: { base: 'g', nano: 1, label: 'nanogram' },
  L: { base: 'L', nano: 1_000_000_000, label: 'L' },
  mL: { base: 'L', nano: 1_000_000, label: 'mL' },
  '[iU]': { base: '[iU]', nano: 1_000_000_000, label: 'units' },
  mmol: { base: 'mol', nano: 1_000_000, label: 'mmol' },
  '1': { base: '1', nano: 1_000_000_000, label: '' },
} as const

export const unitSchema = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]])
export type Unit = keyof typeof UNITS
export type BaseUnit = (typeof UNITS)[Unit]['base']

/** An exact amount: `nano` is in 10⁻⁹ of the base of `unit`; `unit` is how people say it. */
export const amountSchema = z.strictObject({
  nano: z.int('Enter a number').positive('Enter an amount above zero').max(9e15, 'The amount is too large'),
  unit: unitSchema,
})
export type Amount = z.output<typeof amountSchema>

export const baseOf = (unit: Unit): BaseUnit => UNITS[unit].base
export const sameBase = (one: Amount, other: Amount) => baseOf(one.unit) === baseOf(other.unit)

const DECIMAL = /^(\d{1,9})(?:\.(\d{1,9}))?$/

/** `0.125` and `mg` as an amount; null where it is no decimal number above zero, or finer than a billionth of the base. */
export function amountOf(decimal: string, unit: Unit): Amount | null {
  const [, whole, fraction = ''] = DECIMAL.exec(decimal.trim()) ?? []
  if (whole === undefined || !Object.hasOwn(UNITS, unit)) return null
  const scale = UNITS[unit].nano
  const parts = BigInt(whole + fraction) * BigInt(scale)
  const divisor = 10n ** BigInt(fraction.length)
  if (parts % divisor !== 0n) return null
  const parsed = amountSchema.safeParse({ nano: Number(parts / divisor), unit })
  return parsed.success ? parsed.data : null
}

/** The number alone, in the unit of the amount: no trailing zero, a leading zero, a comma from 1,000. */
export function amountNumber({ nano, unit }: Amount): string {
  const scale = UNITS[unit].nano
  const whole = Math.floor(nano / scale)
  const digits = scale === 1 ? '' : String(nano % scale).padStart(String(scale).length - 1, '0')
  const fraction = digits.replace(/0+$/, '')
  return whole.toLocaleString('en-US') + (fraction ? `.${fraction}` : '')
}

/** As people read it: `0.5 mg`, `1,000 mL`, `62.5 microgram`. `each` names what is counted where the unit is 1. */
export function amountText(amount: Amount, each = ''): string {
  const label = UNITS[amount.unit].label || each
  return label ? `${amountNumber(amount)} ${label}` : amountNumber(amount)
}
