import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'

export const input = z.strictObject({
  patientId: z.uuid(),
  code: optionalText(60, 'The code').default(null),
  display: z.string().trim().min(1, 'Enter the diagnosis').max(200, 'The diagnosis is too long (200 letters at most)'),
  clinicalStatus: optionalText(40, 'The status').default(null),
  onsetAt: instant.nullable().default(null),
  abatedAt: instant.nullable().default(null),
  sourceId: optionalText(120, 'The source id').default(null),
})
