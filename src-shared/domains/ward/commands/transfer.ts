import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'

export const input = z.strictObject({
  admissionId: z.uuid(),
  toBedId: z.uuid(),
  /** Left out: now. */
  at: instant.nullable().default(null),
  reason: optionalText(200, 'The reason').default(null),
})
