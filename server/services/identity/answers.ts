import { z } from 'zod'
import { trustSchema } from '../../../src-shared/sync/trust.ts'

/** What identity's routes answer. Times are epoch ms. */
const uuid = z.uuid()
const told = { tls: trustSchema.optional() }

export const enrolled = z.strictObject({
  ...{ deviceId: uuid, scopes: z.array(z.string()), facilityId: uuid, facilityName: z.string() },
  ...{ utcOffsetMinutes: z.int(), services: z.array(z.string()), serverTime: z.int(), ...told },
})
export const challenge = z.strictObject({ nonce: z.string() })
export const deviceSession = z.strictObject({ token: z.string(), expiresAt: z.int(), ...told })
export const facilityView = z.strictObject({ facilityId: uuid, name: z.string(), utcOffsetMinutes: z.int() })
export const enrolmentCode = z.strictObject({ code: z.string(), expiresAt: z.int() })
export const personTokens = z.strictObject({
  token: z.string(),
  expiresInMs: z.number(),
  refresh: z.string().nullable(),
})
export const signedIn = z.strictObject({
  ...personTokens.shape,
  ...{ userId: uuid, displayName: z.string(), roles: z.array(z.string()) },
})
export const oneTimePassword = z.strictObject({ password: z.string(), until: z.int() })
export const addedUser = z.strictObject({ ...oneTimePassword.shape, userId: z.string() })
/** Ids that the command made. */
export const commandResult = z.record(z.string(), z.string())
export const workstationList = z.strictObject({
  workstations: z.array(
    z.strictObject({
      ...{ deviceId: uuid, name: z.string(), scopes: z.array(z.string()), enrolledAt: z.int() },
      revokedAt: z.int().nullable(),
      rebuild: z.strictObject({ request: uuid, askedAt: z.int(), askedBy: z.string() }).nullable(),
    }),
  ),
})
