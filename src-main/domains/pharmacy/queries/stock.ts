import { dayAt, freshness } from '../../../../src-shared/domains/pharmacy/rules/expiry.ts'
import type { BatchView, LedgerLineView, StockLineView } from '../../../../src-shared/domains/pharmacy/stock-views.ts'
import type { MedicineNameView, ProductView } from '../../../../src-shared/domains/ward/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { GENERIC, type GenericCells, medicineView, PRODUCT, type ProductCells, productView } from './formulary.ts'

export interface StockLook {
  db: Database
  now: number
  utcOffsetMinutes: number
  deviceId: string | null
}
export type StockLine = StockLineView<MedicineNameView, ProductView>

interface StockCells extends ProductCells, GenericCells {
  generic: string
  stock_id: string
  lot: string
  expiry: string
  recalled: string | null
  on_hand: number
  free: number | null
  suspense: number | null
  held: number | null
}

const STOCK = `WITH hand AS (
    SELECT stock_id, SUM(quantity) AS quantity FROM pharmacy_ledger_entry WHERE department_id = @departmentId GROUP BY stock_id)
  SELECT s.id AS stock_id, b.lot, b.expiry, b.recalled, coalesce(hand.quantity, 0) AS on_hand, h.free, h.suspense,
    e.quantity AS held, ${PRODUCT}, ${GENERIC.replace('g.id', 'g.id AS generic')}
  FROM pharmacy_stock s
  JOIN pharmacy_batch b ON b.id = s.batch_id
  JOIN pharmacy_product p ON p.id = s.product_id JOIN pharmacy_generic g ON g.id = p.generic_id
  LEFT JOIN hand ON hand.stock_id = s.id
  LEFT JOIN pharmacy_holding h ON h.id = s.id
  LEFT JOIN pharmacy_holding_escrow e ON e.key_id = s.id AND e.device_id = @deviceId
  WHERE s.department_id = @departmentId AND (@productId IS NULL OR s.product_id = @productId)
  ORDER BY g.name, p.form, p.id, b.expiry, b.lot, s.id`

/** What a department has, by product in the order of names, its batches by expiry. Batches that are used up are left out. */
export function stockOf(look: StockLook, departmentId: string, productId: string | null = null): StockLine[] {
  const { db, deviceId, now, utcOffsetMinutes } = look
  const today = dayAt(now, utcOffsetMinutes)
  const lines = new Map<string, StockLine>()
  for (const cells of statement(db, STOCK).all({ departmentId, productId, deviceId }) as StockCells[]) {
    const line = lines.get(cells.id) ?? emptyLine(cells)
    lines.set(cells.id, line)
    const batch = batchOf(cells, today)
    line.onHand += batch.onHand
    line.held += batch.held
    line.free += batch.free
    if (batch.onHand !== 0 || batch.suspense !== 0) line.batches.push(batch)
  }
  return [...lines.values()]
}

const emptyLine = (cells: StockCells): StockLine => ({
  medicine: medicineView({ ...cells, id: cells.generic }),
  product: productView(cells),
  ...{ onHand: 0, held: 0, free: 0, batches: [] },
})

const batchOf = (
  { stock_id, lot, expiry, recalled, on_hand, free, suspense, held }: StockCells,
  today: string,
): BatchView => ({
  ...{ stockId: stock_id, lot, expiry, freshness: freshness(expiry, today), onHand: on_hand },
  recalled: recalled === null ? null : (JSON.parse(recalled) as { reason: string }).reason,
  ...{ held: held ?? 0, free: free ?? 0, suspense: suspense ?? 0 },
})

interface LedgerCells extends Omit<LedgerLineView, 'by' | 'witness' | 'note'> {
  by: string
  witness_id: string | null
  note: string | null
}
const CARD = `SELECT l.id AS entryId, l.at, l.by, l.witness_id, l.type, b.lot, l.quantity, l.note,
    SUM(l.quantity) OVER (ORDER BY l.at, l.id) AS balance
  FROM pharmacy_stock s JOIN pharmacy_ledger_entry l ON l.stock_id = s.id JOIN pharmacy_batch b ON b.id = s.batch_id
  WHERE s.department_id = ? AND s.product_id = ? ORDER BY l.at DESC, l.id DESC LIMIT 500`

/** The bin card of a product, newest first: what stands in its first line is what is on hand. */
export function binCard(
  db: Database,
  departmentId: string,
  productId: string,
  nameOf: (userId: string) => string,
): LedgerLineView[] {
  const rows = statement(db, CARD).all(departmentId, productId) as LedgerCells[]
  return rows.map(({ by, witness_id, ...line }) => ({
    ...line,
    by: nameOf(by),
    witness: witness_id === null ? null : nameOf(witness_id),
  }))
}
