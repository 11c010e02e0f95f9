import { z } from 'zod'
import { kind } from '../../kernel/kind.ts'
import { departmentScope } from './stock-records.ts'

const millis = z.int()
const minor = z.int().nonnegative()

/** What a department orders of a supplier. What has come of it stands in the receipts that name it. */
export const Purchase = kind({
  name: 'pharmacy.purchase',
  fields: {
    departmentId: z.uuid(),
    supplierId: z.uuid(),
    state: z.enum(['draft', 'approved', 'closed', 'cancelled']),
    /** Grows with each change of a draft: who approves has seen this one. */
    version: z.int().positive(),
    lines: z.array(
      z.strictObject({
        productId: z.uuid(),
        /** Units of the product in one pack. */
        packSize: z.int().positive(),
        packs: z.int().positive(),
        /** Expected, of one pack, in cents; null: not known. */
        packPrice: minor.nullable(),
      }),
    ),
    draftedBy: z.uuid(),
    draftedAt: millis,
    approvedBy: z.uuid().nullable(),
    approvedAt: millis.nullable(),
    closedBy: z.uuid().nullable(),
    closedAt: millis.nullable(),
    /** Why nothing more comes of it; null: all of it has come. */
    closeReason: z.string().max(200).nullable(),
  },
  indexes: { byDepartment: ['departmentId', 'state'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})

/** When a department orders a product again, and up to how much. */
export const ReorderLevel = kind({
  name: 'pharmacy.reorderLevel',
  fields: {
    departmentId: z.uuid(),
    productId: z.uuid(),
    /** In the product's unit: at so many or fewer it is ordered; 0: never. */
    level: z.int().nonnegative(),
    upTo: z.int().nonnegative(),
    setBy: z.uuid(),
    setAt: millis,
  },
  indexes: { byProduct: ['departmentId', 'productId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})
