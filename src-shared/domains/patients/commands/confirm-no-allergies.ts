import { z } from 'zod'

export const input = z.strictObject({ patientId: z.uuid() })
