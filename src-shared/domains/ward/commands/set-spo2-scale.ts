import { z } from 'zod'

const scale = z.union([z.literal(1), z.literal(2)], 'Choose scale 1 or scale 2')

/** `from`: what the screen showed; refused where somebody has changed it since. */
export const input = z.strictObject({ admissionId: z.uuid(), from: scale, to: scale })
