import { z } from 'zod'

export const input = z.strictObject({
  userId: z.uuid(),
  /** Argon2id string made where the PIN was typed; the PIN itself never gets here. */
  verifier: z.string().startsWith('$argon2id$', 'The PIN was not prepared correctly').max(200),
})
