import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authority, DeviceSession } from '../auth/authority.ts'
import { requireDevice } from '../auth/require.ts'
import type { StationLedger } from '../fleet/ledger.ts'
import type { ServiceModule } from '../service.ts'
import { type Asking, syncHandlers } from '../sync/handlers.ts'
import type { ServiceRuntime } from '../sync/runtime.ts'

/** The sync routes, alike for every service. */
export function syncRoutes(
  app: FastifyInstance,
  runtime: ServiceRuntime,
  scopesOf: (device: DeviceSession) => string[],
  authority: Authority,
  fleet: { ledger: StationLedger; asksOf: NonNullable<ServiceModule['asksOf']> },
): void {
  const { ledger, asksOf } = fleet
  const base = `/v1/${runtime.service}/sync`
  const handlers = syncHandlers(runtime)
  const asking = async (request: FastifyRequest): Promise<Asking> => {
    const device = await requireDevice(authority, request)
    return { ...device, granted: scopesOf(device) }
  }

  app.post(`${base}/push`, async (request) => {
    const from = await asking(request)
    ledger.met(from.deviceId)
    return handlers.push(from, request.body)
  })
  app.get(`${base}/pull`, async (request) => {
    const from = await asking(request)
    // before the answer: also a workstation that is too old to be given one is heard
    ledger.heard(from.deviceId, request.query)
    const page = await handlers.pull(from, request.query)
    const asks = await asksOf(from.deviceId, ledger.get(from.deviceId)?.rebuilt ?? null)
    return asks.length > 0 ? { ...page, asks } : page
  })
  app.get(`${base}/snapshot`, async (request) => handlers.snapshot(await asking(request), request.query))
  app.post(`${base}/leases`, async (request) => handlers.lease(await asking(request), request.body))
  app.post(`${base}/leases/return`, async (request) => handlers.returnLeases(await asking(request), request.body))
  app.post(`${base}/claims`, async (request) => handlers.claim(await asking(request), request.body))
}
