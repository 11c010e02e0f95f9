import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { leaseRequestSchema, pushRequestSchema } from '../../../src-shared/sync/protocol.ts'
import type { Authority, DeviceSession } from '../auth/authority.ts'
import { requireDevice } from '../auth/require.ts'
import type { ServiceRuntime } from '../sync/runtime.ts'
import { validate } from './validate.ts'

const pullQuery = z.object({
  clientId: z.uuid(),
  cursor: z.coerce.number().int().nonnegative(),
  epoch: z.string().max(60).default(''),
  limit: z.coerce.number().int().min(1).max(10_000).default(2_000),
  protocol: z.coerce.number().int().positive(),
})
const snapshotQuery = z.object({
  scope: z.string().max(80),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(20_000).default(5_000),
})

/** The four sync routes, alike for every service. */
export function syncRoutes(
  app: FastifyInstance,
  runtime: ServiceRuntime,
  scopesOf: (device: DeviceSession) => string[],
  authority: Authority,
): void {
  const base = `/v1/${runtime.service}/sync`

  app.post(`${base}/push`, async (request) =>
    runtime.push(await requireDevice(authority, request), validate(pushRequestSchema, request.body)),
  )

  app.get(`${base}/pull`, async (request) => {
    const device = await requireDevice(authority, request)
    const page = await runtime.pull(scopesOf(device), validate(pullQuery, request.query))
    return { ...page, revoked: device.revokedAt !== null }
  })

  app.get(`${base}/snapshot`, async (request) => {
    const granted = scopesOf(await requireDevice(authority, request))
    const { scope, after, limit } = validate(snapshotQuery, request.query)
    if (!granted.includes(scope)) throw new ProblemError('NOT_ALLOWED', { name: scope })
    return runtime.snapshot(scope, after ?? null, limit)
  })

  app.post(`${base}/leases`, async (request) => {
    const device = await requireDevice(authority, request)
    if (device.revokedAt !== null) throw new ProblemError('WORKSTATION_REVOKED')
    return runtime.lease(device.deviceId, validate(leaseRequestSchema, request.body))
  })
}
