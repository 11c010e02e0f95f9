import { z } from 'zod'
import { apply, type CommandContext, command, type Flag, type Put, put } from '../../../kernel/command.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { expectedAt, needsRecount } from '../rules/count.ts'
import { CountLine, Department, holding, LedgerEntry, StockCount } from '../stock-records.ts'
import { type Book, bookOf, uncovered } from './adjust-stock.ts'

/** Begins a count of a department's shelves. */
export const beginCount = command({
  name: 'pharmacy.beginCount',
  version: 1,
  class: 'edit',
  allow: ['pharmacist'],
  input: z.strictObject({ departmentId: z.uuid() }),
  *gather({ departmentId }) {
    return {
      department: yield* get(Department, departmentId),
      open: yield* list(StockCount, 'byState', [departmentId, 'open']),
    }
  },
  decide({ department, open }, { departmentId }, { id, actor, occurredAt }) {
    if (!department) return refuse('DEPARTMENT_UNKNOWN')
    if (open.length > 0) return refuse('COUNT_OPEN', { name: department.name })
    const count = { id: id('count'), departmentId, state: 'open' as const, begunBy: actor.userId, begunAt: occurredAt }
    return apply([put(StockCount, { ...count, closedBy: null, closedAt: null })], { countId: count.id })
  },
})

/** What somebody found of one batch, without having been told what to expect. */
export const recordCount = command({
  name: 'pharmacy.recordCount',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'nurse'],
  input: z.strictObject({
    countId: z.uuid(),
    stockId: z.uuid(),
    counted: z.int('Enter a whole number').nonnegative('A count is not below zero').max(1_000_000_000),
  }),
  *gather({ countId, stockId }) {
    return {
      count: yield* get(StockCount, countId),
      book: yield* bookOf(stockId),
      before: yield* list(CountLine, 'byStock', [countId, stockId]),
    }
  },
  decide({ count, book, before }, { countId, stockId, counted }, { id, actor, occurredAt: at }) {
    if (count?.state !== 'open') return refuse('COUNT_CLOSED')
    if (book.stock?.departmentId !== count.departmentId) return refuse('STOCK_UNKNOWN')
    const { departmentId } = count
    const line = {
      id: id('line'),
      countId,
      departmentId,
      stockId,
      round: before.length + 1,
      counted,
      by: actor.userId,
      at,
    }
    const again = before.length === 0 && needsRecount(expectedAt(book.entries, at), counted)
    return apply([put(CountLine, line)], { again: again ? 'yes' : 'no' })
  },
})

/** Brings the ledger to what was counted, decided by the server's own ledger in the end. Whoever counted does not approve. */
export const approveCount = command({
  name: 'pharmacy.approveCount',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input: z.strictObject({ countId: z.uuid() }),
  gather: gatherApproval,
  decide({ count, lines }, _, context) {
    if (count?.state !== 'open') return refuse('COUNT_CLOSED')
    if (lines.length === 0) return refuse('COUNT_EMPTY')
    if (lines.some(({ line }) => line.by === context.actor.userId)) return refuse('COUNT_OWN')
    const open = lines.filter(
      ({ line, book }) => line.round === 1 && needsRecount(expected({ line, book }), line.counted),
    )
    if (open.length > 0)
      return refuse('COUNT_NEEDS_RECOUNT', { count: open.length, lot: open[0]?.book.batch?.lot ?? '' })
    const { actor, occurredAt: at } = context
    const closed = { ...count, state: 'approved' as const, closedBy: actor.userId, closedAt: at }
    const flags: Flag[] = lines.flatMap((each) => {
      const difference = differenceOf(each)
      return each.book.pool && difference < 0 ? uncovered(each.book.pool, difference, each.book.batch?.lot ?? '') : []
    })
    return apply([put(StockCount, closed), ...lines.flatMap((each) => settled(each, count.id, context))], {}, flags)
  },
})

/** A count that is not to count. */
export const cancelCount = command({
  name: 'pharmacy.cancelCount',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input: z.strictObject({ countId: z.uuid() }),
  *gather({ countId }) {
    return yield* get(StockCount, countId)
  },
  decide(count, _, { actor, occurredAt }) {
    if (count?.state !== 'open') return refuse('COUNT_CLOSED')
    return apply([put(StockCount, { ...count, state: 'cancelled', closedBy: actor.userId, closedAt: occurredAt })])
  },
})

interface Counted {
  /** The last one of its batch. */
  line: RowOf<typeof CountLine>
  book: Book
}

function* gatherApproval({
  countId,
}: {
  countId: string
}): Gather<{ count: RowOf<typeof StockCount> | null; lines: Counted[] }> {
  const last = new Map<string, RowOf<typeof CountLine>>()
  for (const line of yield* list(CountLine, 'byCount', [countId]))
    if (line.round >= (last.get(line.stockId)?.round ?? 0)) last.set(line.stockId, line)
  const lines: Counted[] = []
  for (const line of last.values()) lines.push({ line, book: yield* bookOf(line.stockId) })
  return { count: yield* get(StockCount, countId), lines }
}

/** What moved before the count but arrived after it is in it, what moved since is not. */
const expected = ({ line, book }: Counted) => expectedAt(book.entries, line.at)
const differenceOf = (counted: Counted) => counted.line.counted - expected(counted)

function settled(counted: Counted, documentId: string, context: CommandContext): Put[] {
  const { stock, pool } = counted.book
  const quantity = differenceOf(counted)
  if (!stock || !pool || quantity === 0) return []
  const { departmentId, productId, batchId } = stock
  return [
    put(LedgerEntry, {
      ...{ id: context.id(`ledger:${stock.id}`), stockId: stock.id, departmentId, productId, batchId, type: 'counted' },
      // of the moment of the count: what has moved since moves it as well
      ...{
        quantity,
        at: counted.line.at,
        by: counted.line.by,
        witnessId: context.actor.userId,
        documentId,
        note: null,
      },
    }),
    ...holding.correct(pool, { keyId: stock.id, quantity, reason: 'Stock count' }, context),
  ]
}
