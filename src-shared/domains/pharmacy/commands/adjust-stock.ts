import { z } from 'zod'
import { apply, command, type Flag, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Batch, holding, LedgerEntry, Stock } from '../stock-records.ts'

/** Why the shelf is not as the ledger says. The first three are thrown away. */
export const adjustCauses = ['damaged', 'expired', 'contaminated', 'lost', 'found', 'dataError'] as const
const WASTED: readonly string[] = ['damaged', 'expired', 'contaminated']
const GROWS: readonly string[] = ['found', 'dataError']

const input = z
  .strictObject({
    stockId: z.uuid(),
    /** In the product's unit; below zero: it is not there any more. */
    quantity: z.int('Enter a whole quantity').min(-1_000_000_000).max(1_000_000_000),
    cause: z.enum(adjustCauses),
    reason,
  })
  .refine(({ quantity }) => quantity !== 0, { path: ['quantity'], message: 'Enter how many more or fewer there are' })
  .refine(({ quantity, cause }) => quantity < 0 || GROWS.includes(cause), {
    path: ['cause'],
    message: 'This cause cannot make stock more',
  })

/** Brings the ledger to what is on the shelf. A second person sees it and says so. */
export const adjustStock = command({
  name: 'pharmacy.adjustStock',
  version: 1,
  class: 'edit',
  allow: ['pharmacist'],
  witness: ['pharmacist', 'administrator'],
  input,
  gather: ({ stockId }) => bookOf(stockId),
  decide({ stock, batch, pool, onHand }, { quantity, cause, reason: why }, context) {
    if (!stock || !pool) return refuse('STOCK_UNKNOWN')
    if (quantity < 0 && onHand + quantity < 0)
      return refuse('ADJUSTMENT_EXCEEDS_STOCK', { onHand, quantity: -quantity })
    const id = context.id('adjustment')
    const { departmentId, productId, batchId } = stock
    const entry = {
      ...{ id, stockId: stock.id, departmentId, productId, batchId, quantity },
      ...{ type: WASTED.includes(cause) ? ('wasted' as const) : ('adjusted' as const), at: context.occurredAt },
      ...{ by: context.actor.userId, witnessId: context.proof?.witness?.userId ?? null, documentId: id },
      note: `${cause}: ${why}`.slice(0, 200),
    }
    const puts = holding.correct(pool, { keyId: stock.id, quantity, reason: why }, context)
    return apply([put(LedgerEntry, entry), ...puts], { adjustmentId: id }, uncovered(pool, quantity, batch?.lot ?? ''))
  },
})

export interface Book {
  stock: RowOf<typeof Stock> | null
  batch: RowOf<typeof Batch> | null
  pool: RowOf<typeof holding.Pool> | null
  entries: RowOf<typeof LedgerEntry>[]
  onHand: number
}

/** One stock with both its books. */
export function* bookOf(stockId: string): Gather<Book> {
  const stock = yield* get(Stock, stockId)
  const entries = yield* list(LedgerEntry, 'byStock', [stockId])
  return {
    ...{ stock, entries, onHand: entries.reduce((sum, { quantity }) => sum + quantity, 0) },
    batch: stock ? yield* get(Batch, stock.batchId) : null,
    pool: yield* get(holding.Pool, stockId),
  }
}

/** What is gone from the shelf is still lent to a workstation: it has to be given back there. */
export function uncovered({ free }: RowOf<typeof holding.Pool>, quantity: number, lot: string): Flag[] {
  const short = -quantity - free
  return short > 0 ? [{ code: 'STOCK_LENT_BUT_GONE', params: { lot, quantity: short }, ownerRole: 'pharmacist' }] : []
}
