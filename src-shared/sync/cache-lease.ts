import { z } from 'zod'

/**
 * POST /v1/identity/device/lease, with a workstation's session: the server's half of the key of its cache, for so many
 * hours (decision 0032).
 */
export const cacheLeaseRequestSchema = z.strictObject({
  /** The key that the half is for: another cache of the same workstation has another. */
  keyId: z.uuid(),
})
export const cacheLeaseSchema = z.object({
  /** Base64, 32 bytes. */
  half: z.base64().length(44),
  hours: z.number().min(1).max(72),
  /** X25519, base64, raw: what is saved is sealed for it. */
  sealKey: z.string().max(60),
  serverTime: z.int(),
})
export type CacheLease = z.infer<typeof cacheLeaseSchema>

/** What two senior people can add while the server is away. */
export const EXTENSION_HOURS = 24
