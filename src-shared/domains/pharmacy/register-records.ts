import { z } from 'zod'
import { kind } from '../../kernel/kind.ts'
import { departmentScope } from './stock-records.ts'

const millis = z.int()

/**
 * Two persons have counted one controlled product at a department, as a shift ends. Its movements stand in the ledger; this
 * is what was found. Where it is not what the ledger says, the drawer is locked until a pharmacist has settled it.
 */
export const RegisterCheck = kind({
  name: 'pharmacy.registerCheck',
  fields: {
    departmentId: z.uuid(),
    productId: z.uuid(),
    /** By the ledger at that moment, in the product's unit. */
    expected: z.int(),
    counted: z.int().nonnegative(),
    state: z.enum(['agrees', 'open', 'settled']),
    at: millis,
    by: z.uuid(),
    witnessId: z.uuid().nullable(),
    settledBy: z.uuid().nullable(),
    settledWitnessId: z.uuid().nullable(),
    settledAt: millis.nullable(),
    /** What the difference was. */
    finding: z.string().max(200).nullable(),
  },
  indexes: { byProduct: ['departmentId', 'productId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})
