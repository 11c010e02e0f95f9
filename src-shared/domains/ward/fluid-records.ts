import { z } from 'zod'
import { kind } from '../../kernel/kind.ts'
import { Admission } from './records.ts'
import { fluidSorts } from './rules/fluid-balance.ts'

const millis = z.int()

/** What went into a patient or came out. Never deleted: a slip is marked, and the right volume is a new row. */
export const FluidRecord = kind({
  name: 'ward.fluid',
  fields: {
    patientId: z.uuid(),
    /** Null: the stay is not known. */
    admissionId: z.uuid().nullable(),
    sort: z.enum(fluidSorts),
    /** Whole millilitres. */
    volume: z.int().min(0).max(20_000),
    takenAt: millis,
    takenBy: z.uuid(),
    note: z.string().max(200).nullable(),
    status: z.enum(['final', 'enteredInError']),
    errorReason: z.string().max(200).nullable(),
    errorBy: z.uuid().nullable(),
    errorAt: millis.nullable(),
  },
  indexes: { byAdmission: ['admissionId'] },
  scope: { type: 'parent', kind: () => Admission, field: 'admissionId', otherwise: 'history' },
})
