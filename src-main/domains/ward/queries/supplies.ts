import type { OrderView, SupplyView } from '../../../../src-shared/domains/ward/index.ts'
import { supplyOf } from '../../../../src-shared/domains/ward/rules/supply.ts'
import type { Amount } from '../../../../src-shared/kernel/amount.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import type { StockLine, StockLook } from '../../pharmacy/index.ts'

export interface SupplyLook extends StockLook {
  departmentId: string
}

interface MadeCells {
  strengths: string
  per: string
  unit: string
}

/**
 * The product that a department would hand over for an order, and how much for so many days: the ordered one, else one of
 * the same medicine that the dose can be made of, what there is enough of first. Null: it has none, or nobody can count it.
 */
export function candidatesOf(
  db: Database,
  order: Pick<OrderView, 'medicine' | 'product' | 'dose' | 'timing'>,
  stock: readonly StockLine[],
  days: number,
): SupplyView | null {
  const found = stock
    .filter(({ medicine }) => medicine.genericId === order.medicine.genericId)
    .filter(({ product }) => order.product === null || product.productId === order.product.productId)
    .flatMap((line): (SupplyView & { enough: boolean })[] => {
      const quantity = supplyOf(order, madeOf(db, line.product.productId), days)
      if (quantity === null) return []
      const { productId, unit } = line.product
      return [{ productId, unit, quantity, onHand: line.onHand, enough: line.onHand >= quantity }]
    })
    .sort((a, b) => Number(b.enough) - Number(a.enough) || a.quantity - b.quantity)
  const [best] = found
  return best ? { productId: best.productId, unit: best.unit, quantity: best.quantity, onHand: best.onHand } : null
}

function madeOf(db: Database, productId: string) {
  const sql = 'SELECT strengths, per, unit FROM pharmacy_product WHERE id = ?'
  const { strengths, per, unit } = statement(db, sql).get(productId) as MadeCells
  return {
    strengths: JSON.parse(strengths) as { ingredient: string; amount: Amount }[],
    ...{ per: JSON.parse(per) as Amount, unit },
  }
}
