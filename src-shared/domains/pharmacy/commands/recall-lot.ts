import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Batch, lotSchema } from '../stock-records.ts'

/** Nothing more of the lot is given anywhere. */
export const recallLot = command({
  name: 'pharmacy.recallLot',
  version: 1,
  class: 'edit',
  allow: ['pharmacist'],
  input: z.strictObject({ productId: z.uuid(), lot: lotSchema, reason }),
  *gather({ productId, lot }) {
    return yield* list(Batch, 'byProduct', [productId, lot])
  },
  decide(batches, { lot, reason: why }, { actor, occurredAt }) {
    if (batches.length === 0) return refuse('BATCH_UNKNOWN', { lot })
    const recalled = { reason: why, by: actor.userId, at: occurredAt }
    // who called it back first stays named
    return apply(batches.filter((batch) => !batch.recalled).map((batch) => put(Batch, { ...batch, recalled })))
  },
})
