import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { isolationSchema } from '../records.ts'
import { patientStub } from './fields.ts'

export const input = z.strictObject({
  patientId: z.uuid(),
  patient: patientStub,
  wardId: z.uuid(),
  bedId: z.uuid(),
  /** Left out: now. */
  admittedAt: instant.nullable().default(null),
  reason: z.string().trim().max(200, 'The reason is too long (200 letters at most)').default(''),
  consultant: optionalText(80, 'The consultant').default(null),
  isolation: isolationSchema.default('none'),
  pregnant: z.boolean().default(false),
  sourceId: optionalText(120, 'The source id').default(null),
})
