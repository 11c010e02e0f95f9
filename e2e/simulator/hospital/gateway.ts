import { problemBody } from '../../../server/platform/http/problem.ts'
import type { ServiceModule } from '../../../server/platform/service.ts'
import { syncHandlers } from '../../../server/platform/sync/handlers.ts'
import type { ServiceRuntime } from '../../../server/platform/sync/runtime.ts'
import type { HttpAnswer, HttpRequest } from '../../../src-main/platform/device/transport.ts'
import { errorText } from '../../../src-shared/domains/registry.ts'
import { deviceScope } from '../../../src-shared/kernel/claims/index.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { INBOX_SCOPE } from '../../../src-shared/kernel/inbox.ts'
import type { DeviceDesk, SimDevice } from './device-desk.ts'

/** One service as it runs in one life of the server. */
export interface Running {
  module: ServiceModule
  runtime: ServiceRuntime
}
/** Sees every answer of a sync handler before it is on its way. */
export type Witness = (
  asked: { service: string; verb: string; device: SimDevice; query: Record<string, string>; body: unknown },
  answer: unknown,
) => void

/** The one door of the hospital: who is it, and which service is meant. */
export async function answerOf(
  request: HttpRequest,
  parts: {
    desk: DeviceDesk
    services: ReadonlyMap<string, Running>
    witness: Witness
    page: number
    registry: Registry
  },
): Promise<HttpAnswer> {
  const { pathname, searchParams } = new URL(request.url)
  try {
    if (pathname.endsWith('/device/challenge')) return ok(parts.desk.challenge(request.body as never))
    if (pathname.endsWith('/device/session')) return ok(parts.desk.open(request.body as never))
    const [, , service = '', , ...verbs] = pathname.split('/')
    const verb = verbs.join('/')
    const device = parts.desk.of(request.headers)
    const running = parts.services.get(service)
    if (!running) throw new ProblemError('SERVICE_UNAVAILABLE')
    const query = Object.fromEntries(searchParams)
    if (query.limit) query.limit = String(Math.min(parts.page, Number(query.limit)))
    const answer = await handle(running, { registry: parts.registry, verb, device, query, body: request.body })
    parts.witness({ service, verb, device, query, body: request.body }, answer)
    return ok(answer)
  } catch (error) {
    return refusal(error)
  }
}

interface Asked {
  registry: Registry
  verb: string
  device: SimDevice
  query: Record<string, string>
  body: unknown
}

async function handle({ module, runtime }: Running, { verb, device, query, body, registry }: Asked): Promise<unknown> {
  const from = { ...device, granted: grantOf(device, module, registry) }
  const handlers = syncHandlers(runtime)
  if (verb === 'push') return handlers.push(from, body)
  if (verb === 'pull') return handlers.pull(from, query)
  if (verb === 'leases') return handlers.lease(from, body)
  if (verb === 'leases/return') return handlers.returnLeases(from, body)
  if (verb === 'claims') return handlers.claim(from, body)
  if (verb === 'snapshot') return handlers.snapshot(from, query)
  throw new ProblemError('ROUTE_UNKNOWN')
}

/** As server/app/mount.ts grants it. */
export const grantOf = (
  { deviceId, scopes, revokedAt }: SimDevice,
  { name, ownsScope }: ServiceModule,
  registry: Registry,
): string[] => {
  if (revokedAt !== null) return []
  const own = registry.poolsOf(name).length > 0 ? [deviceScope(deviceId)] : []
  return [...scopes.filter(ownsScope), INBOX_SCOPE, ...own]
}

const ok = (body: unknown): HttpAnswer => ({ status: 200, body })

/** As the gateway answers what a handler threw. Anything else is a defect, and ends the history. */
function refusal(error: unknown): HttpAnswer {
  if (!(error instanceof ProblemError)) throw error
  const body = problemBody(error.problem, errorText)
  return { status: body.status, body }
}
