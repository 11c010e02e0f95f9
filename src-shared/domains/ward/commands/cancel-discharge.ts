import { z } from 'zod'
import { reason } from '../../../kernel/fields.ts'

export const input = z.strictObject({ admissionId: z.uuid(), reason })
