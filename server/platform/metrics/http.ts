import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { forOperators } from '../auth/access.ts'
import type { Metrics } from './metrics.ts'

/** Streams end when somebody goes home: their length says nothing of the server. */
const STREAMS = new Set(['/v1/events', '/internal/pokes'])

/**
 * Counts and times every request by its route's template.
 * @param services whose name may stand in a label where a route has it as a parameter
 */
export function measureHttp(app: FastifyInstance, metrics: Metrics, services: readonly string[] = []): void {
  const requests = metrics.counter('carecode_http_requests_total', 'Requests that were answered.')
  const durations = metrics.histogram('carecode_http_request_seconds', 'From the arrival of a request to its answer.')
  let running = 0
  metrics.gauge('carecode_http_requests_running', 'Requests that are being answered, without event streams.', () => [
    { value: running },
  ])
  app.addHook('onRequest', async ({ routeOptions }) => void (STREAMS.has(routeOptions.url ?? '') || running++))
  app.addHook('onResponse', async (request, reply) => {
    const route = routeOf(request, services)
    if (STREAMS.has(route)) return
    running--
    requests({ method: request.method, route, status: String(reply.statusCode) })
    durations({ method: request.method, route }, reply.elapsedTime / 1000)
  })
}

/** The address itself is never a label: it may name a patient, and there is no end of addresses. */
function routeOf({ routeOptions, params }: FastifyRequest, services: readonly string[]): string {
  const route = routeOptions.url ?? 'unknown'
  const { service } = (params ?? {}) as { service?: string }
  return service !== undefined && services.includes(service) ? route.replace(':service', service) : route
}

/** GET /metrics, for whoever has the operator's token; also from this machine, where a proxy may stand. */
export function metricsRoute(app: FastifyInstance, metrics: Metrics, token: string): void {
  app.get('/metrics', forOperators, async (request, reply) => {
    if (!isToken(request.headers.authorization, token)) throw new ProblemError('NOT_ALLOWED', { name: 'metrics' })
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text())
  })
}

function isToken(sent: string | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(sent ?? ''), Buffer.from(`Bearer ${token}`)]
  return a.length === b.length && timingSafeEqual(a, b)
}
