import { z } from 'zod'
import { instant } from '../../../kernel/fields.ts'
import { dischargeStageSchema } from '../records.ts'

export const input = z.strictObject({
  admissionId: z.uuid(),
  /** The stage that is now complete: the next one in order, or the command is refused. */
  stage: dischargeStageSchema,
  /** Left out: now. */
  at: instant.nullable().default(null),
})
