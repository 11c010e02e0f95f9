import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { type Gather, get } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Purchase } from '../purchase-records.ts'
import { Product } from '../records.ts'
import { Department, Supplier } from '../stock-records.ts'

const line = z.strictObject({
  productId: z.uuid(),
  packSize: z.int('Enter how many are in a pack').positive().max(100_000),
  packs: z.int('Enter a whole number of packs').positive('Enter how many packs').max(1_000_000),
  packPrice: z.int('Enter the price in whole cents').nonnegative().max(100_000_000_000).nullable().default(null),
})

const draftInput = z.strictObject({
  /** Null: a new one. */
  purchaseId: z.uuid().nullable().default(null),
  /** Of the draft that the screen showed; 0: a new one. */
  version: z.int().nonnegative().default(0),
  departmentId: z.uuid(),
  supplierId: z.uuid(),
  lines: z
    .array(line)
    .min(1, 'Enter what is ordered')
    .max(200, 'An order has 200 lines at most')
    .refine((lines) => new Set(lines.map(({ productId }) => productId.toLowerCase())).size === lines.length, {
      message: 'The same product is named twice: put its packs together',
    }),
})

interface DraftState {
  before: RowOf<typeof Purchase> | null
  department: RowOf<typeof Department> | null
  supplier: RowOf<typeof Supplier> | null
  known: boolean
}

/** Writes an order of a supplier, or writes a draft anew. Nothing is ordered before somebody else approves it. */
export const draftPurchase = command({
  name: 'pharmacy.draftPurchase',
  version: 1,
  class: 'edit',
  allow: ['pharmacist'],
  input: draftInput,
  *gather({ purchaseId, departmentId, supplierId, lines }): Gather<DraftState> {
    let known = true
    for (const { productId } of lines) known = (yield* get(Product, productId)) !== null && known
    return {
      before: purchaseId ? yield* get(Purchase, purchaseId) : null,
      department: yield* get(Department, departmentId),
      supplier: yield* get(Supplier, supplierId),
      known,
    }
  },
  decide({ before, department, supplier, known }, { purchaseId, version, ...entry }, { id, actor, occurredAt }) {
    if (!department || department.retired) return refuse('DEPARTMENT_UNKNOWN')
    if (!supplier) return refuse('SUPPLIER_UNKNOWN')
    if (!known) return refuse('MEDICINE_UNKNOWN')
    if (purchaseId && (!before || before.departmentId !== entry.departmentId)) return refuse('PURCHASE_UNKNOWN')
    if (before && before.state !== 'draft') return refuse('PURCHASE_NO_DRAFT')
    // two who change the same draft: the second one has to see what the first one wrote
    if (before && before.version !== version) return refuse('PURCHASE_CHANGED')
    const drafted = { ...entry, draftedBy: actor.userId, draftedAt: occurredAt }
    const row = before
      ? { ...before, ...drafted, version: before.version + 1 }
      : { ...drafted, ...NEW, id: id('purchase'), version: 1, state: 'draft' as const }
    return apply([put(Purchase, row)], { purchaseId: row.id })
  },
})

const NEW = { approvedBy: null, approvedAt: null, closedBy: null, closedAt: null, closeReason: null }

/** Orders what a draft says. Never whoever wrote it. */
export const approvePurchase = command({
  name: 'pharmacy.approvePurchase',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input: z.strictObject({ purchaseId: z.uuid(), version: z.int().positive() }),
  *gather({ purchaseId }) {
    return yield* get(Purchase, purchaseId)
  },
  decide(purchase, { version }, { actor, occurredAt }) {
    if (!purchase) return refuse('PURCHASE_UNKNOWN')
    if (purchase.state !== 'draft') return refuse('PURCHASE_NO_DRAFT')
    if (purchase.version !== version) return refuse('PURCHASE_CHANGED')
    if (purchase.draftedBy === actor.userId) return refuse('PURCHASE_OWN')
    const approved = { approvedBy: actor.userId, approvedAt: occurredAt }
    return apply([put(Purchase, { ...purchase, ...approved, state: 'approved' })])
  },
})

/** Nothing more of it is expected: a draft is thrown away, an order is over with what has come. */
export const closePurchase = command({
  name: 'pharmacy.closePurchase',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input: z.strictObject({ purchaseId: z.uuid(), reason }),
  *gather({ purchaseId }) {
    return yield* get(Purchase, purchaseId)
  },
  decide(purchase, { reason: closeReason }, { actor, occurredAt }) {
    if (!purchase) return refuse('PURCHASE_UNKNOWN')
    if (purchase.state === 'closed' || purchase.state === 'cancelled') return refuse('PURCHASE_CLOSED')
    const state = purchase.state === 'draft' ? ('cancelled' as const) : ('closed' as const)
    return apply([put(Purchase, { ...purchase, state, closedBy: actor.userId, closedAt: occurredAt, closeReason })])
  },
})
