import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { POLICY_DEFAULTS } from '../../../src-shared/domains/identity/index.ts'
import { type CacheLease, cacheLeaseRequestSchema, cacheLeaseSchema } from '../../../src-shared/sync/cache-lease.ts'
import { forWorkstationsInUse } from '../../platform/auth/access.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import { requireDeviceInUse } from '../../platform/auth/require.ts'
import { describe } from '../../platform/http/describe.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServerPorts } from '../../platform/ports.ts'

/** Of the server's part in the workstations' keys. */
export interface CacheLeaseKeys {
  halfOf(deviceId: string, keyId: string): string
  sealKey: string
}

interface Parts {
  authority: Authority
  keys: CacheLeaseKeys
  ports: ServerPorts
  /** By the hospital's policy. */
  hours(): Promise<number>
}

/** A workstation that is in use gets the server's half of its cache's key; one that was taken out of use never again. */
export function cacheLeaseRoutes(app: FastifyInstance, { authority, keys, ports, hours }: Parts): void {
  app.post(
    '/v1/identity/device/lease',
    describe(forWorkstationsInUse, {
      summary: 'The server’s half of the key of the workstation’s cache',
      body: cacheLeaseRequestSchema,
      answer: cacheLeaseSchema,
      repeatable: 'the same half for the same key',
    }),
    async (request): Promise<CacheLease> => {
      const device = await requireDeviceInUse(authority, request)
      const { keyId } = validate(cacheLeaseRequestSchema, request.body)
      return {
        half: keys.halfOf(device.deviceId, keyId),
        hours: await hours(),
        sealKey: keys.sealKey,
        serverTime: ports.clock.now(),
      }
    },
  )
}

/** As the hospital's policy says; its command keeps it between a day and three. */
export async function leaseHours(pool: pg.Pool, facilityId: string): Promise<number> {
  const { rows } = await pool.query<{ hours: number }>(
    'SELECT cache_lease_hours::integer AS hours FROM policy WHERE facility_id = $1 LIMIT 1',
    [facilityId],
  )
  return rows[0]?.hours ?? POLICY_DEFAULTS.cacheLeaseHours
}
