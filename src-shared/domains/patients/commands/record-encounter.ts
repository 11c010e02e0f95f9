import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'

export const input = z.strictObject({
  patientId: z.uuid(),
  /** HL7 v3 ActCode: AMB, EMER, IMP, … */
  class: z.string().trim().min(1, 'Choose the kind of visit').max(20),
  type: optionalText(200, 'The type of visit').default(null),
  reason: optionalText(200, 'The reason').default(null),
  startedAt: instant,
  endedAt: instant.nullable().default(null),
  sourceId: optionalText(120, 'The source id').default(null),
})
