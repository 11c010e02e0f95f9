import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { patientStub } from './fields.ts'

export const input = z.strictObject({
  patientId: z.uuid(),
  patient: patientStub,
  wardId: z.uuid(),
  admittedAt: instant,
  dischargedAt: instant,
  reason: z.string().trim().max(200, 'The reason is too long (200 letters at most)').default(''),
  consultant: optionalText(80, 'The consultant').default(null),
  sourceId: optionalText(120, 'The source id').default(null),
})
