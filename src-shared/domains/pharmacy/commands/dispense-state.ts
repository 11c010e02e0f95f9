import { z } from 'zod'
import { quantitySchema } from '../../../kernel/claims/index.ts'
import type { CommandContext } from '../../../kernel/command.ts'
import { optionalText, reason } from '../../../kernel/fields.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { Generic, Product } from '../records.ts'
import type { OnShelf } from '../rules/first-expiry.ts'
import { Batch, Department, DispensedLine, holding, Stock } from '../stock-records.ts'
import { openChecks } from './check-register.ts'

const line = z.strictObject({
  stockId: z.uuid(),
  quantity: quantitySchema,
  /** The doctor's order; null: none. */
  orderId: z.uuid().nullable().default(null),
  /** Why not the first to expire, or more than this workstation holds. */
  reason: reason.nullable().default(null),
})

export const dispenseInput = z.strictObject({
  departmentId: z.uuid(),
  /** Null: a counter sale to somebody who is not registered. */
  patientId: z.uuid().nullable().default(null),
  lines: z
    .array(line)
    .min(1, 'Choose what is handed over')
    .max(60, 'A dispense has 60 lines at most')
    .refine((lines) => new Set(lines.map(({ stockId }) => stockId.toLowerCase())).size === lines.length, {
      message: 'The same batch is named twice: put its quantities together',
    }),
  /** What had been dispensed of these orders when the person looked: whatever else there is, somebody gave meanwhile. */
  seen: z.array(z.uuid()).max(2_000).default([]),
  note: optionalText(200, 'The note').default(null),
})
export type DispenseEntry = z.output<typeof dispenseInput>

type Taking = Parameters<typeof holding.take>[0]
export interface LineState {
  stock: RowOf<typeof Stock> | null
  batch: RowOf<typeof Batch> | null
  product: RowOf<typeof Product> | null
  generic: RowOf<typeof Generic> | null
  taking: Taking
  /** A count of this controlled medicine did not agree, and nobody has settled it. */
  locked: boolean
}
export interface DispenseState {
  department: RowOf<typeof Department> | null
  /** In the order of the entry's lines. */
  lines: LineState[]
  /** By product: every batch of it at the department, with what this workstation holds of it. */
  shelves: ReadonlyMap<string, OnShelf[]>
  /** Dispensed of the same orders, and not seen by who dispenses now. */
  unseen: RowOf<typeof DispensedLine>[]
}

export function* gatherDispense(entry: DispenseEntry, context: CommandContext): Gather<DispenseState> {
  const lines: LineState[] = []
  const shelves = new Map<string, OnShelf[]>()
  for (const { stockId, quantity, reason: override } of entry.lines) {
    const state = yield* lineState(stockId, { keyId: stockId, quantity, override }, context)
    lines.push(state)
    const { stock } = state
    if (context.attended && stock && !shelves.has(stock.productId))
      shelves.set(stock.productId, yield* shelfOf(stock, context.deviceId))
  }
  const unseen: DispenseState['unseen'] = []
  for (const orderId of new Set(entry.lines.flatMap((each) => each.orderId ?? [])))
    unseen.push(
      ...(yield* list(DispensedLine, 'byOrder', [orderId])).filter(
        ({ dispenseId }) => !entry.seen.includes(dispenseId),
      ),
    )
  return { department: yield* get(Department, entry.departmentId), lines, shelves, unseen }
}

function* lineState(
  stockId: string,
  wanted: Parameters<typeof holding.holding>[0],
  context: CommandContext,
): Gather<LineState> {
  const stock = yield* get(Stock, stockId)
  const product = stock ? yield* get(Product, stock.productId) : null
  const generic = product ? yield* get(Generic, product.genericId) : null
  const open = stock && generic?.controlled ? yield* openChecks(stock.departmentId, stock.productId) : []
  return {
    ...{ stock, product, generic },
    locked: open.some(({ at }) => at <= context.occurredAt),
    batch: stock ? yield* get(Batch, stock.batchId) : null,
    taking: yield* holding.holding(wanted, context),
  }
}

/** Only while somebody waits: afterwards nobody can take another box. */
function* shelfOf({ departmentId, productId }: RowOf<typeof Stock>, deviceId: string): Gather<OnShelf[]> {
  const shelf: OnShelf[] = []
  for (const { id: stockId, batchId } of yield* list(Stock, 'byProduct', [departmentId, productId])) {
    const batch = yield* get(Batch, batchId)
    const [escrow] = yield* list(holding.Escrow, 'byHolder', [stockId, deviceId])
    if (!batch) continue
    const { lot, expiry, recalled } = batch
    shelf.push({ stockId, lot, expiry, recalled: recalled !== null, held: escrow?.quantity ?? 0 })
  }
  return shelf
}
