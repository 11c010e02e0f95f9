import { randomUUID } from 'node:crypto'
import { Resolver } from 'node:dns/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { errorText, registry } from '../../../src-shared/domains/registry.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { forAnyone } from '../../platform/auth/access.ts'
import type { DeviceSession } from '../../platform/auth/authority.ts'
import { PokeHub } from '../../platform/events/poke-hub.ts'
import { eventRoutes } from '../../platform/events/routes.ts'
import { createHttp } from '../../platform/http/app.ts'
import { documentsPage } from '../../platform/http/openapi-routes.ts'
import { REQUEST_ID } from '../../platform/http/trace.ts'
import { validate } from '../../platform/http/validate.ts'
import { measureHttp, metricsRoute } from '../../platform/metrics/http.ts'
import { Metrics } from '../../platform/metrics/metrics.ts'
import { measureProcess } from '../../platform/metrics/process.ts'
import { measureStreams } from '../../platform/metrics/services.ts'
import { compactionRoute } from '../compaction.ts'
import { listenOn } from '../listen.ts'
import { openMetricsToken } from '../metrics-token.ts'
import { grantOf } from '../mount.ts'
import { askOverHttp } from '../peers/ask.ts'
import { remoteAuthority } from '../peers/remote.ts'
import { isTicket, openTickets, TICKET_HEADER, type Tickets } from '../peers/tickets.ts'
import { SCOPED_SERVICES, SERVICE_NAMES } from '../services.ts'
import type { GatewayConfig } from '../split/config.ts'
import { readTls, requireTls } from '../tls.ts'
import { VERSION } from '../version.ts'
import { Breaker } from './breaker.ts'
import { discover } from './discovery.ts'
import { callerOf, Forwarder } from './forward.ts'
import { Instances } from './instances.ts'
import { hearPokes } from './pokes.ts'
import { RateLimit } from './rate-limit.ts'
import { measureInstances, statusOf, statusPage } from './status.ts'

type Log = (line: Record<string, unknown>) => void

const IMPORT_BYTES = 64 * 1024 * 1024
const DNS_MS = 1_000
const SAFE_ID = /^[\w-]{8,64}$/
const instanceSchema = z.strictObject({
  id: z.uuid(),
  services: z.array(z.enum(SERVICE_NAMES)).min(1),
  url: z.url({ protocol: /^https?$/ }),
  version: z.string().max(40),
  startedAt: z.int(),
})
const STATUS_HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'cache-control': 'no-store',
}

/** The one door to services that run as processes of their own. @throws ClusterError */
export async function startGateway(config: GatewayConfig, log: Log): Promise<{ url: string; stop(): Promise<void> }> {
  const tls = config.tls === undefined ? undefined : await readTls(config.tls)
  requireTls(config.host, tls)
  const tickets = await openTickets(config.dataDir)
  const now = () => Date.now()
  const [instances, breaker, hub] = [new Instances(now), new Breaker(now), new PokeHub()]
  const forwarder = new Forwarder({ instances, breaker })
  const ask = askOverHttp({
    urlOf: (service) => instances.inOrder(service, randomUUID()).find(({ id }) => !breaker.isOpen(id))?.url ?? null,
    ticket: tickets.internal,
  })
  const authority = remoteAuthority(ask, now)
  const app = createHttp({ errorText, log, tls })
  const metrics = new Metrics()
  measureHttp(app, metrics, SERVICE_NAMES)
  takeBodiesAsTheyAre(app)
  nameRequests(app)
  limit(app, new RateLimit(config.requestsPerSecond, now))

  eventRoutes(app, authority, hub, grantsOf)
  compactionRoute(app, authority, async () => {
    const done = await Promise.all(SCOPED_SERVICES.map(async ({ name }) => (await ask(name, 'compact', {})).compacted))
    return Object.assign({}, ...done)
  })
  registryRoutes(app, instances, tickets)
  const forward = (request: FastifyRequest, reply: FastifyReply) => {
    const { service } = request.params as { service: string }
    if (!SERVICE_NAMES.includes(service)) throw new ProblemError('ROUTE_UNKNOWN')
    const isInternal = request.routeOptions.url?.startsWith('/internal/') === true
    if (isInternal) requireTicket(request, tickets)
    return forwarder.forward(request, reply, service, isInternal ? tickets.internal : tickets.via)
  }
  app.post('/v1/:service/commands', { ...forAnyone, bodyLimit: IMPORT_BYTES }, forward)
  app.all('/v1/:service/*', forAnyone, forward)
  app.post('/internal/:service/:verb', forAnyone, forward)
  const status = () => statusOf(instances, breaker, hub.streams)
  healthRoutes(app, status)
  documentsPage(app, SERVICE_NAMES)
  app.get('/v1/time', forAnyone, async () => ({ now: now() }))

  measureInstances(metrics, status)
  measureStreams(metrics, hub)
  const endMeasuring = measureProcess(metrics, VERSION)
  metricsRoute(app, metrics, await openMetricsToken(config.dataDir))
  await listenOn(app, config)
  const resolver = new Resolver({ timeout: DNS_MS, tries: 2 })
  if (config.dns !== undefined) resolver.setServers([config.dns])
  const endDiscovery = discover(instances, { names: config.discover, resolver, now, log })
  const endPokes = hearPokes(instances, hub, tickets.internal)
  const address = app.server.address() as { port: number }
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`,
    async stop() {
      endPokes()
      endDiscovery()
      resolver.cancel()
      endMeasuring()
      await app.close()
      await forwarder.close()
    },
  }
}

const grantsOf = (device: DeviceSession): string[] =>
  SCOPED_SERVICES.flatMap((service) => grantOf(device, service, registry))

function takeBodiesAsTheyAre(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

function nameRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const sent = request.headers[REQUEST_ID]
    request.id = typeof sent === 'string' && SAFE_ID.test(sent) ? sent : randomUUID()
    reply.header(REQUEST_ID, request.id)
  })
}

function limit(app: FastifyInstance, rate: RateLimit): void {
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.url?.startsWith('/v1/')) rate.take(callerOf(request))
  })
}

/** Somebody without it is told what anybody is told of an address that is nothing. @throws ProblemError ROUTE_UNKNOWN */
function requireTicket(request: FastifyRequest, tickets: Tickets): void {
  if (!isTicket(request.headers[TICKET_HEADER], tickets.internal)) throw new ProblemError('ROUTE_UNKNOWN')
}

function registryRoutes(app: FastifyInstance, instances: Instances, tickets: Tickets): void {
  const instanceOf = (request: FastifyRequest) => {
    requireTicket(request, tickets)
    return validate(instanceSchema, JSON.parse(String(request.body)))
  }
  app.post('/internal/gateway/instances', forAnyone, async (request) => {
    instances.renew(instanceOf(request))
    return {}
  })
  app.delete('/internal/gateway/instances', forAnyone, async (request) => {
    instances.leave(instanceOf(request).id)
    return {}
  })
}

function healthRoutes(app: FastifyInstance, status: () => ReturnType<typeof statusOf>): void {
  const running = () => status().services.filter(({ instances }) => instances.some(({ state }) => state === 'ready'))
  app.get('/health', forAnyone, async () => ({ status: 'ok', services: running().map(({ name }) => name) }))
  app.get('/ready', forAnyone, async () => {
    if (running().length < SERVICE_NAMES.length) throw new ProblemError('SERVICE_UNAVAILABLE')
    return { status: 'ready' }
  })
  app.get('/status', forAnyone, async (_request, reply) =>
    reply.headers(STATUS_HEADERS).type('text/html; charset=utf-8').send(statusPage(status())),
  )
  app.get('/status.json', forAnyone, async () => status())
}
