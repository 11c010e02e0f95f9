import { z } from 'zod'
import { quantitySchema } from '../../../kernel/claims/index.ts'
import { apply, type CommandContext, command, type Put, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { dayAt, freshness } from '../rules/expiry.ts'
import { Batch, DispensedLine, DispenseReturn, holding, LedgerEntry } from '../stock-records.ts'

const input = z.strictObject({
  lineId: z.uuid(),
  quantity: quantitySchema,
  /** Back on the shelf; else it is thrown away. */
  restocked: z.boolean(),
  reason,
})
type Entry = z.output<typeof input>

/** Something dispensed comes back, whole or in part. */
export const returnDispensed = command({
  name: 'pharmacy.returnDispensed',
  version: 1,
  class: 'edit',
  allow: ['pharmacist'],
  input,
  gather: gatherReturn,
  decide({ line, batch, pool, back }, entry, context) {
    if (!line) return refuse('DISPENSE_UNKNOWN')
    const left = line.quantity - back.reduce((sum, { quantity }) => sum + quantity, 0)
    if (entry.quantity > left) return refuse('RETURN_EXCEEDS_DISPENSED', { left, quantity: entry.quantity })
    if (entry.restocked && batch?.recalled) return refuse('BATCH_RECALLED', { lot: batch.lot })
    const today = dayAt(context.occurredAt, context.utcOffsetMinutes)
    if (entry.restocked && batch && freshness(batch.expiry, today) === 'expired')
      return refuse('BATCH_EXPIRED', { lot: batch.lot, expiry: batch.expiry })
    const returnId = context.id('return')
    const row = {
      id: returnId,
      ...entry,
      departmentId: line.departmentId,
      at: context.occurredAt,
      by: context.actor.userId,
    }
    const shelved = entry.restocked ? onShelf(line, pool, returnId, entry, context) : []
    return apply([put(DispenseReturn, row), ...shelved], { returnId })
  },
})

interface State {
  line: RowOf<typeof DispensedLine> | null
  batch: RowOf<typeof Batch> | null
  pool: RowOf<typeof holding.Pool> | null
  /** What came back of the line before. */
  back: RowOf<typeof DispenseReturn>[]
}

function* gatherReturn({ lineId }: Entry): Gather<State> {
  const line = yield* get(DispensedLine, lineId)
  return {
    line,
    batch: line ? yield* get(Batch, line.batchId) : null,
    pool: line ? yield* get(holding.Pool, line.stockId) : null,
    back: yield* list(DispenseReturn, 'byLine', [lineId]),
  }
}

function onShelf(
  { stockId, departmentId, productId, batchId }: RowOf<typeof DispensedLine>,
  pool: State['pool'],
  documentId: string,
  { quantity, reason: note }: Entry,
  context: CommandContext,
): Put[] {
  return [
    ...holding.receive(pool, { keyId: stockId, quantity, par: pool?.par ?? 0 }, context),
    put(LedgerEntry, {
      ...{ id: context.id('ledger'), stockId, departmentId, productId, batchId, type: 'returned', quantity },
      ...{ at: context.occurredAt, by: context.actor.userId, witnessId: null, documentId, note },
    }),
  ]
}
