import { z } from 'zod'
import { isolationSchema } from '../records.ts'

/** `from`: what the screen showed; refused where somebody has changed it since. */
export const input = z.strictObject({ admissionId: z.uuid(), from: isolationSchema, to: isolationSchema })
