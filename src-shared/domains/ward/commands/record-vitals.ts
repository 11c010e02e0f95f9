import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { measurements } from './measurements.ts'

export const input = z
  .strictObject({
    /** Null for observations outside an admission. */
    admissionId: z.uuid().nullable(),
    patientId: z.uuid(),
    takenAt: instant,
    /** Left out: who enters it. */
    takenBy: z.uuid().nullable().default(null),
    ...measurements,
    sourceId: optionalText(120, 'The source id').default(null),
  })
  .refine((set) => Object.keys(measurements).some((field) => isMeasured(set[field as keyof typeof measurements])), {
    message: 'Enter at least one measurement',
  })

const isMeasured = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== null)
