import { packsToOrder, received } from '../../../../src-shared/domains/pharmacy/rules/received.ts'
import type { PurchaseView, ReorderView } from '../../../../src-shared/domains/pharmacy/stock-views.ts'
import type { MedicineNameView, ProductView } from '../../../../src-shared/domains/ward/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { GENERIC, type GenericCells, medicineView, PRODUCT, type ProductCells, productView } from './formulary.ts'

type NameOf = (userId: string) => string
export type Purchase = PurchaseView<MedicineNameView, ProductView>
export type Reorder = ReorderView<MedicineNameView, ProductView>

interface PurchaseLine {
  productId: string
  packSize: number
  packs: number
  packPrice: number | null
}
interface PurchaseCells {
  id: string
  supplier_id: string
  supplier: string
  state: PurchaseView<never, never>['state']
  version: number
  lines: string
  drafted_by: string
  drafted_at: number
  approved_by: string | null
  approved_at: number | null
  closed_at: number | null
  close_reason: string | null
  pending: number
}
interface NamedCells extends ProductCells, GenericCells {
  generic: string
}

/** Orders that are over are shown so long. */
const SHOWN = 30 * 24 * 3_600_000

const PURCHASES = `SELECT o.id, o.supplier_id, s.name AS supplier, o.state, o.version, o.lines, o.drafted_by, o.drafted_at,
    o.approved_by, o.approved_at, o.closed_at, o.close_reason, o.pending
  FROM pharmacy_purchase o JOIN pharmacy_supplier s ON s.id = o.supplier_id
  WHERE o.department_id = @departmentId AND (o.state IN ('draft', 'approved') OR o.closed_at > @since)
  ORDER BY o.state IN ('closed', 'cancelled'), o.drafted_at DESC, o.id`
const DELIVERIES = 'SELECT lines FROM pharmacy_goods_receipt WHERE purchase_id = ?'
const PRODUCTS = `SELECT ${PRODUCT}, ${GENERIC.replace('g.id', 'g.id AS generic')}
  FROM pharmacy_product p JOIN pharmacy_generic g ON g.id = p.generic_id WHERE p.id IN (SELECT value FROM json_each(?))`

/** Orders of a department: those that are open first, then those that ended lately. */
export function purchasesOf(db: Database, departmentId: string, now: number, nameOf: NameOf): Purchase[] {
  const rows = statement(db, PURCHASES).all({ departmentId, since: now - SHOWN }) as PurchaseCells[]
  return rows.map((cells) => {
    const lines = JSON.parse(cells.lines) as PurchaseLine[]
    const came = received(lines, deliveriesOf(db, cells.id)).lines
    const products = productsOf(
      db,
      lines.map(({ productId }) => productId),
    )
    return {
      ...{ purchaseId: cells.id, supplierId: cells.supplier_id, supplier: cells.supplier, state: cells.state },
      ...{ version: cells.version, draftedBy: nameOf(cells.drafted_by), draftedAt: cells.drafted_at },
      approvedBy: cells.approved_by === null ? null : nameOf(cells.approved_by),
      ...{ approvedAt: cells.approved_at, closedAt: cells.closed_at, closeReason: cells.close_reason },
      pending: cells.pending === 1,
      total: lines.reduce((sum, { packs, packPrice }) => sum + packs * (packPrice ?? 0), 0),
      isPriced: lines.every(({ packPrice }) => packPrice !== null),
      lines: lines.flatMap(({ productId, packSize, packs, packPrice }) => {
        const named = products.get(productId)
        const units = came.find((each) => each.productId === productId)?.units ?? 0
        return named ? [{ ...named, packSize, packs, packPrice, received: units }] : []
      }),
    }
  })
}

const deliveriesOf = (db: Database, purchaseId: string) =>
  (statement(db, DELIVERIES).all(purchaseId) as { lines: string }[]).flatMap(
    ({ lines }) => JSON.parse(lines) as PurchaseLine[],
  )

function productsOf(db: Database, ids: readonly string[]) {
  const rows = statement(db, PRODUCTS).all(JSON.stringify(ids)) as NamedCells[]
  return new Map(
    rows.map((cells) => [
      cells.id,
      { medicine: medicineView({ ...cells, id: cells.generic }), product: productView(cells) },
    ]),
  )
}

const LEVELS = `SELECT v.product_id AS productId, v.level, v.up_to AS upTo, coalesce(SUM(l.quantity), 0) AS onHand
  FROM pharmacy_reorder_level v
  LEFT JOIN pharmacy_stock s ON s.department_id = v.department_id AND s.product_id = v.product_id
  LEFT JOIN pharmacy_ledger_entry l ON l.stock_id = s.id
  WHERE v.department_id = @departmentId AND v.level > 0 AND (@productId IS NULL OR v.product_id = @productId)
  GROUP BY v.product_id`
/** Where a product came from last, in which packs, and at what price. */
const LAST = `SELECT r.supplier_id AS supplierId, s.name AS supplier, x.value ->> '$.packSize' AS packSize,
    x.value ->> '$.packPrice' AS packPrice
  FROM pharmacy_goods_receipt r JOIN json_each(r.lines) x JOIN pharmacy_supplier s ON s.id = r.supplier_id
  WHERE x.value ->> '$.productId' = ? ORDER BY r.received_at DESC, r.id DESC LIMIT 1`
const ANY_PACK =
  'SELECT size AS quantity FROM pharmacy_pack WHERE product_id = ? AND retired = 0 ORDER BY size DESC LIMIT 1'

interface LevelCells {
  productId: string
  level: number
  upTo: number
  onHand: number
}

/** What a department has too few of, with how much is there, is coming, and would be ordered of whom. */
export function reorderList(db: Database, departmentId: string, now: number): Reorder[] {
  const levels = statement(db, LEVELS).all({ departmentId, productId: null }) as LevelCells[]
  const open = purchasesOf(db, departmentId, now, (userId) => userId).filter(
    ({ state }) => state === 'draft' || state === 'approved',
  )
  const products = productsOf(
    db,
    levels.map(({ productId }) => productId),
  )
  return levels
    .flatMap(({ productId, level, upTo, onHand }): Reorder[] => {
      const named = products.get(productId)
      const last = lastOf(db, productId)
      const onOrder = open
        .flatMap(({ lines }) => lines)
        .filter(({ product }) => product.productId === productId)
        .reduce((sum, line) => sum + Math.max(0, line.packs * line.packSize - line.received), 0)
      const packs = packsToOrder({ level, upTo }, { onHand, onOrder }, last.packSize)
      return named && packs > 0 ? [{ ...named, level, upTo, onHand, onOrder, packs, ...last }] : []
    })
    .sort((one, other) => (one.medicine.name < other.medicine.name ? -1 : 1))
}

/** The level of one product; null: none is set. */
export function reorderLevelOf(db: Database, departmentId: string, productId: string) {
  const [cells] = statement(db, LEVELS).all({ departmentId, productId }) as LevelCells[]
  return cells ? { level: cells.level, upTo: cells.upTo } : null
}

function lastOf(db: Database, productId: string): Pick<Reorder, 'supplierId' | 'supplier' | 'packSize' | 'packPrice'> {
  const last = statement(db, LAST).get(productId) as
    | { supplierId: string; supplier: string; packSize: number; packPrice: number }
    | undefined
  if (last) return last
  const pack = statement(db, ANY_PACK).get(productId) as { quantity: number } | undefined
  return { supplierId: null, supplier: null, packSize: pack?.quantity ?? 1, packPrice: null }
}
