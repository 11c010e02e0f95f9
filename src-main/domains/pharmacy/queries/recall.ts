import type { RecallLineView } from '../../../../src-shared/domains/pharmacy/stock-views.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'

export interface LotView {
  productId: string
  lot: string
  recalled: { reason: string; by: string; at: number } | null
  /** Still on the shelves that this workstation knows. */
  onHand: number
  given: RecallLineView[]
}

const GIVEN = `SELECT l.id AS lineId, l.at, d.name AS department, l.patient_id AS patientId, l.quantity,
    coalesce((SELECT SUM(r.quantity) FROM pharmacy_dispense_return r WHERE r.line_id = l.id), 0) AS returned
  FROM pharmacy_batch b JOIN pharmacy_dispensed_line l ON l.batch_id = b.id
  JOIN pharmacy_department d ON d.id = l.department_id
  WHERE b.product_id = @productId AND b.lot = @lot ORDER BY l.at DESC, l.id`
const LEFT = `SELECT coalesce(SUM(l.quantity), 0) AS onHand FROM pharmacy_batch b
  JOIN pharmacy_stock s ON s.batch_id = b.id JOIN pharmacy_ledger_entry l ON l.stock_id = s.id
  WHERE b.product_id = @productId AND b.lot = @lot`
const RECALLED = `SELECT recalled FROM pharmacy_batch WHERE product_id = @productId AND lot = @lot
  ORDER BY recalled IS NULL, id LIMIT 1`

/** Who was given a lot, newest first, at the departments of this workstation. `patientName`: null where it is not known here. */
export function lotOf(
  db: Database,
  productId: string,
  lot: string,
  patientName: (patientId: string) => string | null,
): LotView | null {
  const about = { productId, lot: lot.trim().toUpperCase() }
  const batch = statement(db, RECALLED).get(about) as { recalled: string | null } | undefined
  if (!batch) return null
  const given = statement(db, GIVEN).all(about) as Omit<RecallLineView, 'patient'>[]
  return {
    ...about,
    recalled: batch.recalled === null ? null : (JSON.parse(batch.recalled) as LotView['recalled']),
    onHand: (statement(db, LEFT).get(about) as { onHand: number }).onHand,
    given: given.map((line) => ({ ...line, patient: line.patientId === null ? null : patientName(line.patientId) })),
  }
}

interface Box {
  made: { productId: string }
  lot: string | null
}

/** Why the lot of a box was called back; null: it was not, or the box names none. Every workstation knows all lots. */
export function recallOf(db: Database, { made: { productId }, lot }: Box): string | null {
  if (lot === null) return null
  const batch = statement(db, RECALLED).get({ productId, lot: lot.toUpperCase() }) as
    | { recalled: string | null }
    | undefined
  return batch?.recalled ? (JSON.parse(batch.recalled) as { reason: string }).reason : null
}
