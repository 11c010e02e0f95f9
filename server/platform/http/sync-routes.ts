import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authority, DeviceSession } from '../auth/authority.ts'
import { requireDevice } from '../auth/require.ts'
import { type Asking, syncHandlers } from '../sync/handlers.ts'
import type { ServiceRuntime } from '../sync/runtime.ts'

/** The four sync routes, alike for every service. */
export function syncRoutes(
  app: FastifyInstance,
  runtime: ServiceRuntime,
  scopesOf: (device: DeviceSession) => string[],
  authority: Authority,
): void {
  const base = `/v1/${runtime.service}/sync`
  const handlers = syncHandlers(runtime)
  const asking = async (request: FastifyRequest): Promise<Asking> => {
    const device = await requireDevice(authority, request)
    return { ...device, granted: scopesOf(device) }
  }

  app.post(`${base}/push`, async (request) => handlers.push(await asking(request), request.body))
  app.get(`${base}/pull`, async (request) => handlers.pull(await asking(request), request.query))
  app.get(`${base}/snapshot`, async (request) => handlers.snapshot(await asking(request), request.query))
  app.post(`${base}/leases`, async (request) => handlers.lease(await asking(request), request.body))
}
