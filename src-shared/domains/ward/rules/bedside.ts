import { type Amount, sameBase } from '../../../kernel/amount.ts'
import type { Finding } from '../../pharmacy/index.ts'
import type { DoseState } from './dose-window.ts'
import type { PrnAllowance } from './prn-limit.ts'

/** What speaks against giving what was scanned. The first six cannot be given; the rest need a word why. */
export type Objection =
  | { reason: 'notOrdered' }
  | { reason: 'expired'; expiry: string }
  | { reason: 'recalled'; why: string }
  | { reason: 'orderHeld' }
  | { reason: 'orderOver' }
  | { reason: 'allergy'; allergen: string; level: 'stop' | 'ask' }
  | { reason: 'otherProduct' }
  | { reason: 'tooEarly'; dueAt: number }
  | { reason: 'nothingDue' }
  | { reason: 'prn'; because: 'interval' | 'maximum'; from: number }
  | { reason: 'dose' }
  | { reason: 'belowLimit'; vital: string; value: number; limit: number }
  | { reason: 'vitalMissing'; vital: string }

const STOPS: readonly Objection['reason'][] = ['notOrdered', 'expired', 'recalled', 'orderHeld', 'orderOver']

/** go: one key. ask: one key and a word why. stop: not with this. */
export type VerdictLevel = 'go' | 'ask' | 'stop'

export interface Scanned {
  productId: string
  genericId: string
  strengths: readonly { ingredient: string; amount: Amount }[]
  per: Amount
  /** `YYYY-MM-DD`; null: the barcode does not say. */
  expiry: string | null
  /** Why the lot that the barcode names was called back; null: it was not, or the barcode names none. */
  recalled: string | null
}
export interface OrderedMedicine {
  genericId: string
  productId: string | null
  dose: Amount
  status: 'active' | 'held' | 'stopped' | 'replaced'
  holdBelow: { vital: string; value: number } | null
}
export interface Moment {
  /** The dose that would be given; null: none is open. */
  dose: { dueAt: number; state: DoseState } | null
  /** Of an order when needed; null for others. */
  prn: PrnAllowance | null
  /** The hospital's calendar day, `YYYY-MM-DD`. */
  today: string
  /** The newest value of the vital that the medicine is held by, of the last six hours; null: none. */
  vital: number | null
  /** Of the check of allergies, without those that the order already has a reason for. */
  allergies: readonly Finding[]
}

/** Whether what was scanned may be given now for this order; `order` null: nothing that is ordered holds it. */
export function objections(order: OrderedMedicine | null, scanned: Scanned, moment: Moment): Objection[] {
  const unfit: Objection[] = [
    ...(scanned.expiry !== null && scanned.expiry < moment.today
      ? [{ reason: 'expired', expiry: scanned.expiry } as const]
      : []),
    ...(scanned.recalled === null ? [] : [{ reason: 'recalled', why: scanned.recalled } as const]),
  ]
  if (!order || order.genericId !== scanned.genericId) return [{ reason: 'notOrdered' }, ...unfit]
  return [
    ...unfit,
    ...(order.status === 'held' ? [{ reason: 'orderHeld' } as const] : []),
    ...(order.status === 'stopped' || order.status === 'replaced' ? [{ reason: 'orderOver' } as const] : []),
    ...moment.allergies.flatMap(allergyObjection),
    ...(order.productId !== null && order.productId !== scanned.productId ? [{ reason: 'otherProduct' } as const] : []),
    ...timeObjections(moment),
    ...(piecesOf(order.dose, scanned) === null ? [{ reason: 'dose' } as const] : []),
    ...vitalObjections(order, moment),
  ]
}

export function verdictLevel(found: readonly Objection[]): VerdictLevel {
  const isStop = (each: Objection) =>
    STOPS.includes(each.reason) || (each.reason === 'allergy' && each.level === 'stop')
  if (found.some(isStop)) return 'stop'
  return found.length > 0 ? 'ask' : 'go'
}

function allergyObjection({ level, params }: Finding): Objection[] {
  if (level === 'inform') return []
  return [{ reason: 'allergy', allergen: params.allergen ?? '', level: level === 'hardStop' ? 'stop' : 'ask' }]
}

function timeObjections({ dose, prn }: Moment): Objection[] {
  if (prn)
    return prn.from === null || prn.because === null ? [] : [{ reason: 'prn', because: prn.because, from: prn.from }]
  if (!dose) return [{ reason: 'nothingDue' }]
  return dose.state === 'future' || dose.state === 'next' ? [{ reason: 'tooEarly', dueAt: dose.dueAt }] : []
}

function vitalObjections({ holdBelow }: OrderedMedicine, { vital }: Moment): Objection[] {
  if (!holdBelow) return []
  if (vital === null) return [{ reason: 'vitalMissing', vital: holdBelow.vital }]
  return vital < holdBelow.value
    ? [{ reason: 'belowLimit', vital: holdBelow.vital, value: vital, limit: holdBelow.value }]
    : []
}

const HALF = 500_000_000

/**
 * How much of the product makes the dose: pieces or millilitres. Null where it cannot be made of it: another kind of unit,
 * no strength, or a part of a piece that is no half.
 */
export function piecesOf(dose: Amount, { strengths, per }: Pick<Scanned, 'strengths' | 'per'>): Amount | null {
  if (sameBase(dose, per)) return isCountable(dose.nano, per) ? { nano: dose.nano, unit: per.unit } : null
  const [strength] = strengths
  if (strengths.length !== 1 || !strength || !sameBase(dose, strength.amount)) return null
  const pieces = BigInt(dose.nano) * BigInt(per.nano)
  const divisor = BigInt(strength.amount.nano)
  if (per.unit === '1' && pieces % divisor !== 0n) return null
  const nano = Number(pieces / divisor)
  return nano > 0 && isCountable(nano, per) ? { nano, unit: per.unit } : null
}

const isCountable = (nano: number, { unit }: Amount) => unit !== '1' || nano % HALF === 0
