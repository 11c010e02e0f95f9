import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { GENERIC, type GenericCells, medicineView, PRODUCT, type ProductCells, productView } from './formulary.ts'

export interface VerificationView {
  outcome: 'verified' | 'queried'
  note: string | null
  by: string
  at: number
}
interface VerificationCells extends VerificationView {
  orderId: string
}

/** The newest word on each order, as far as this workstation's departments gave it. */
export function verificationsOf(
  db: Database,
  orderIds: readonly string[],
  nameOf: (userId: string) => string,
): Map<string, VerificationView> {
  const sql = `SELECT order_id AS orderId, outcome, note, by, at FROM pharmacy_verification
    WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY at, id`
  const rows = statement(db, sql).all(JSON.stringify(orderIds)) as VerificationCells[]
  return new Map(rows.map(({ orderId, by, ...view }) => [orderId, { ...view, by: nameOf(by) }]))
}

export interface DispensedView {
  /** In the product's unit, without what came back. */
  quantity: number
  lastAt: number
  dispenseIds: string[]
}
interface LineCells {
  orderId: string
  dispenseId: string
  quantity: number
  returned: number
  at: number
}

/** What was handed over of each order. */
export function dispensedOf(db: Database, orderIds: readonly string[]): Map<string, DispensedView> {
  const sql = `SELECT l.order_id AS orderId, l.dispense_id AS dispenseId, l.quantity, l.at,
      coalesce((SELECT SUM(r.quantity) FROM pharmacy_dispense_return r WHERE r.line_id = l.id), 0) AS returned
    FROM pharmacy_dispensed_line l WHERE l.order_id IN (SELECT value FROM json_each(?)) ORDER BY l.at, l.id`
  const found = new Map<string, DispensedView>()
  for (const { orderId, dispenseId, quantity, returned, at } of statement(db, sql).all(
    JSON.stringify(orderIds),
  ) as LineCells[]) {
    const before = found.get(orderId) ?? { quantity: 0, lastAt: at, dispenseIds: [] }
    const dispenseIds = [...new Set([...before.dispenseIds, dispenseId])]
    found.set(orderId, { quantity: before.quantity + quantity - returned, lastAt: at, dispenseIds })
  }
  return found
}

export interface GivenView {
  lineId: string
  at: number
  medicine: ReturnType<typeof medicineView>
  product: ReturnType<typeof productView>
  lot: string
  quantity: number
  returned: number
}
interface GivenCells
  extends ProductCells,
    GenericCells,
    Pick<GivenView, 'lineId' | 'at' | 'lot' | 'quantity' | 'returned'> {
  generic: string
}
const MOST = 100

/** What a patient was given by the departments of this workstation, newest first; a hundred lines at most. */
export function dispensedTo(db: Database, patientId: string): GivenView[] {
  const sql = `SELECT l.id AS lineId, l.at, b.lot, l.quantity,
      coalesce((SELECT SUM(r.quantity) FROM pharmacy_dispense_return r WHERE r.line_id = l.id), 0) AS returned,
      ${PRODUCT}, ${GENERIC.replace('g.id', 'g.id AS generic')}
    FROM pharmacy_dispense d JOIN pharmacy_dispensed_line l ON l.dispense_id = d.id
    JOIN pharmacy_batch b ON b.id = l.batch_id
    JOIN pharmacy_product p ON p.id = l.product_id JOIN pharmacy_generic g ON g.id = p.generic_id
    WHERE d.patient_id = ? ORDER BY l.at DESC, l.id LIMIT ${MOST}`
  return (statement(db, sql).all(patientId) as GivenCells[]).map((cells) => ({
    ...{ lineId: cells.lineId, at: cells.at, lot: cells.lot, quantity: cells.quantity, returned: cells.returned },
    ...{ medicine: medicineView({ ...cells, id: cells.generic }), product: productView(cells) },
  }))
}
