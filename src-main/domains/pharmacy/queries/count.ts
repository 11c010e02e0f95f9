import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { type StockLook, stockOf } from './stock.ts'

export interface CountedBatchView {
  stockId: string
  lot: string
  expiry: string
  /** How often it was counted; 0: nobody has yet. */
  rounds: number
  /** What was found last; null: nobody has counted. What is expected is not told. */
  counted: number | null
}
export interface CountView {
  countId: string
  begunAt: number
  /** Of the person who asks: whoever has counted does not approve. */
  hasCounted: boolean
  products: {
    medicine: ReturnType<typeof stockOf>[number]['medicine']
    product: ReturnType<typeof stockOf>[number]['product']
    batches: CountedBatchView[]
  }[]
}

interface LineCells {
  stock_id: string
  round: number
  counted: number
  by: string
}

/** The open count of a department, blind: without what is expected. Null: none is open. */
export function openCount(look: StockLook, departmentId: string, userId: string): CountView | null {
  const { db } = look
  const open = statement(
    db,
    "SELECT id, begun_at FROM pharmacy_stock_count WHERE department_id = ? AND state = 'open' ORDER BY begun_at LIMIT 1",
  ).get(departmentId) as { id: string; begun_at: number } | undefined
  if (!open) return null
  const lines = linesOf(db, open.id)
  const last = new Map(lines.map((line) => [line.stock_id, line]))
  return {
    ...{ countId: open.id, begunAt: open.begun_at, hasCounted: lines.some(({ by }) => by === userId) },
    products: stockOf(look, departmentId).map(({ medicine, product, batches }) => ({
      ...{ medicine, product },
      batches: batches.map(({ stockId, lot, expiry }) => {
        const found = last.get(stockId)
        return { stockId, lot, expiry, rounds: found?.round ?? 0, counted: found?.counted ?? null }
      }),
    })),
  }
}

const linesOf = (db: Database, countId: string): LineCells[] =>
  statement(
    db,
    'SELECT stock_id, round, counted, by FROM pharmacy_count_line WHERE count_id = ? ORDER BY round, at, id',
  ).all(countId) as LineCells[]
