import { z } from 'zod'
import { amountSchema } from '../../kernel/amount.ts'
import { kind } from '../../kernel/kind.ts'
import { Admission } from './records.ts'

const millis = z.int()

export const infusionSteps = ['rate', 'pause', 'stop'] as const

/**
 * What was done to an infusion that runs. A bag that is hung is an administration of its order; this is what comes after.
 * Never deleted: a slip is marked, and the right step is a new row.
 */
export const InfusionStep = kind({
  name: 'ward.infusionStep',
  fields: {
    orderId: z.uuid(),
    patientId: z.uuid(),
    /** Null: the stay is not known. */
    admissionId: z.uuid().nullable(),
    step: z.enum(infusionSteps),
    /** In one hour, of a change of rate (which also resumes what was paused). */
    rate: amountSchema.nullable(),
    /** Whole millilitres left in the bag when it was stopped; null: nobody looked. */
    remaining: z.int().min(0).max(20_000).nullable(),
    at: millis,
    by: z.uuid(),
    note: z.string().max(200).nullable(),
    /** Second nurse of a high-alert or controlled medicine. */
    witnessId: z.uuid().nullable(),
    /** What another terminal had done to it in between, unseen by whoever did this. */
    unseenId: z.uuid().nullable(),
    status: z.enum(['final', 'enteredInError']),
    errorReason: z.string().max(200).nullable(),
    errorBy: z.uuid().nullable(),
    errorAt: millis.nullable(),
  },
  indexes: { byOrder: ['orderId'], byAdmission: ['admissionId'] },
  scope: { type: 'parent', kind: () => Admission, field: 'admissionId', otherwise: 'history' },
})
