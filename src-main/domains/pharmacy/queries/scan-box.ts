import type { BatchView } from '../../../../src-shared/domains/pharmacy/stock-views.ts'
import { productByBarcode, type ScannedProduct } from './formulary.ts'
import { type StockLine, type StockLook, stockOf } from './stock.ts'

export interface ScannedBox {
  product: Pick<ScannedProduct, 'medicine' | 'product'>
  /** What the department has of it; null: never had it. */
  line: StockLine | null
  /** The batch that the code names; null: it names none, or none of this department. */
  batch: BatchView | null
  /** How many units are in such a box. */
  packSize: number
  /** As printed on the box. */
  lot: string | null
  expiry: string | null
}

/** What a box's barcode says, and what the department has of it; null: it is no medicine of the formulary. */
export function scanBox(look: StockLook, departmentId: string, code: string): ScannedBox | null {
  const found = productByBarcode(look.db, code)
  if (!found) return null
  const { medicine, product, packSize, lot, expiry } = found
  const line = stockOf(look, departmentId, product.productId)[0] ?? null
  const batch = line?.batches.find((each) => each.lot === lot?.toUpperCase() && (expiry ?? each.expiry) === each.expiry)
  return { product: { medicine, product }, line, batch: batch ?? null, packSize, lot, expiry }
}
