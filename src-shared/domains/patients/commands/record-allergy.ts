import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'

export const input = z.strictObject({
  patientId: z.uuid(),
  substance: z
    .string()
    .trim()
    .min(1, 'Enter what the patient is allergic to')
    .max(120, 'The substance is too long (120 letters at most)'),
  code: optionalText(60, 'The code').default(null),
  reaction: optionalText(200, 'The reaction').default(null),
  severity: z.enum(['mild', 'moderate', 'severe']).nullable().default(null),
  /** Left out: now. */
  recordedAt: instant.nullable().default(null),
})
