import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authority, DeviceSession } from '../auth/authority.ts'
import { requireDevice } from '../auth/require.ts'
import type { StationLedger } from '../fleet/ledger.ts'
import type { ServiceModule } from '../service.ts'
import { type Asking, syncHandlers } from '../sync/handlers.ts'
import type { ServiceRuntime } from '../sync/runtime.ts'
import { Crowd } from './crowd.ts'
import { SYNC } from './sync-described.ts'

/** Of one workstation and service: it sends four pushes and a pull at once, and now and then something small. */
const MOST_AT_ONCE = 24

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
  const askers = new WeakMap<FastifyRequest, Asking>()
  // before the body is read: a stranger's is not worth reading
  const known = {
    async onRequest(request: FastifyRequest) {
      const device = await requireDevice(authority, request)
      askers.set(request, { ...device, granted: scopesOf(device) })
    },
  }
  const crowd = new Crowd(MOST_AT_ONCE)
  const answering =
    (work: (from: Asking, request: FastifyRequest) => Promise<unknown>) => (request: FastifyRequest) => {
      const from = askers.get(request) as Asking
      return crowd.admit(from.deviceId, () => work(from, request))
    }
  type Work = (from: Asking, input: unknown) => Promise<unknown>
  const post = (path: keyof typeof SYNC, work: Work) =>
    app.post(
      `${base}/${path}`,
      { ...known, ...SYNC[path] },
      answering((from, { body }) => work(from, body)),
    )
  const get = (path: keyof typeof SYNC, work: Work) =>
    app.get(
      `${base}/${path}`,
      { ...known, ...SYNC[path] },
      answering((from, { query }) => work(from, query)),
    )

  post('push', (from, body) => {
    ledger.met(from.deviceId)
    return handlers.push(from, body)
  })
  get('pull', async (from, query) => {
    // before the answer: also a workstation that is too old to be given one is heard
    ledger.heard(from.deviceId, query)
    const page = await handlers.pull(from, query)
    const asks = await asksOf(from.deviceId, ledger.get(from.deviceId)?.rebuilt ?? null)
    return asks.length > 0 ? { ...page, asks } : page
  })
  get('snapshot', handlers.snapshot)
  post('leases', handlers.lease)
  post('leases/return', handlers.returnLeases)
  post('claims', handlers.claim)
}
