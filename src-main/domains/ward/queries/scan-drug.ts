import { checkAllergies } from '../../../../src-shared/domains/pharmacy/index.ts'
import type { OrderBasis, OrderState, OrderView, VerdictView } from '../../../../src-shared/domains/ward/index.ts'
import { objections, piecesOf, verdictLevel } from '../../../../src-shared/domains/ward/rules/bedside.ts'
import { needsSecondNurse } from '../../../../src-shared/domains/ward/rules/second-nurse.ts'
import { statement } from '../../../platform/sqlite/database.ts'
import { productByBarcode, recallOf } from '../../pharmacy/index.ts'
import { type MedicineLook, medicinesOf, openDose } from './medicines.ts'

const HOUR = 3_600_000
/** A vital that is older says nothing about now. Local rule. */
const VITAL_FRESH = 6 * HOUR
const COLUMNS = { pulse: 'pulse', systolic: 'systolic', respirationRate: 'respiration_rate' } as const

type CheckState = Pick<OrderState, 'generic' | 'crossReactions'>

/** What a scanned barcode means for this patient at this moment. `stateOf`: the rows by which a medicine is checked. */
export function scanDrug(
  look: MedicineLook,
  admissionId: string,
  code: string,
  basis: OrderBasis,
  stateOf: (genericId: string) => CheckState,
): VerdictView {
  const scanned = productByBarcode(look.db, code)
  if (!scanned) return { ...NOTHING, level: 'stop', objections: [{ reason: 'notOrdered' }] }
  const orders = medicinesOf(look, admissionId, (userId) => userId)?.orders ?? []
  const order = bestOf(orders.filter(({ medicine }) => medicine.genericId === scanned.medicine.genericId))
  const dose = order ? openDose(order.doses) : null
  const state = stateOf(scanned.medicine.genericId)
  const holdBelow = state.generic?.holdBelow ?? null
  const found = objections(
    order && { ...order, genericId: order.medicine.genericId, productId: order.product?.productId ?? null, holdBelow },
    { ...scanned.made, expiry: scanned.expiry, recalled: recallOf(look.db, scanned) },
    {
      dose: dose && dose.state !== 'done' ? { dueAt: dose.dueAt, state: dose.state } : null,
      prn: order?.prn ?? null,
      today: new Date(look.now + look.utcOffsetMinutes * 60_000).toISOString().slice(0, 10),
      vital: holdBelow ? newestVital(look, admissionId, COLUMNS[holdBelow.vital]) : null,
      allergies: allergyFindings(state, basis, order),
    },
  )
  return {
    level: verdictLevel(found),
    objections: found,
    ...{ product: scanned.product, medicine: scanned.medicine, lot: scanned.lot, expiry: scanned.expiry },
    ...{ orderId: order?.orderId ?? null, dueAt: dose?.dueAt ?? null, dose: order?.dose ?? null },
    pieces: order ? piecesOf(order.dose, scanned.made) : null,
    needsWitness: needsSecondNurse(scanned.medicine),
  }
}

const NOTHING: Omit<VerdictView, 'level' | 'objections'> = {
  ...{ product: null, medicine: null, lot: null, expiry: null, orderId: null, dueAt: null },
  ...{ dose: null, pieces: null, needsWitness: false },
}

/** Of several orders of one medicine: the one that is given now, then the one that waits, then any. */
function bestOf(orders: readonly OrderView[]): OrderView | null {
  const rank = (order: OrderView) => {
    if (order.status !== 'active') return 3
    const state = openDose(order.doses)?.state
    return state === 'overdue' || state === 'due' ? 0 : order.prn?.from === null ? 1 : 2
  }
  return [...orders].sort((one, other) => rank(one) - rank(other))[0] ?? null
}

function newestVital({ db, now }: MedicineLook, admissionId: string, column: string): number | null {
  const sql = `SELECT ${column} AS value FROM ward_vitals WHERE admission_id = ? AND status = 'final' AND taken_at > ?
    AND ${column} IS NOT NULL ORDER BY taken_at DESC LIMIT 1`
  return (statement(db, sql).get(admissionId, now - VITAL_FRESH) as { value: number } | undefined)?.value ?? null
}

/** What the doctor has given a reason for speaks no more, what was recorded since does. */
function allergyFindings({ generic, crossReactions }: CheckState, basis: OrderBasis, order: OrderView | null) {
  if (!generic) return []
  const answered = new Set(
    order?.alerts.filter(({ overridden }) => overridden).map(({ rule, about }) => `${rule} ${about}`),
  )
  return checkAllergies(generic, basis.allergies ?? 'unavailable', crossReactions).filter(
    ({ rule, params }) => !answered.has(`${rule} ${params.allergen ?? null}`),
  )
}
