import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { errorText, registry } from '../../../src-shared/domains/registry.ts'
import { forAnyone } from '../../platform/auth/access.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import { adminOf, openSchema, type Schema } from '../../platform/database/open-schema.ts'
import { PokeHub } from '../../platform/events/poke-hub.ts'
import { createHttp } from '../../platform/http/app.ts'
import { openApiRoute } from '../../platform/http/openapi-routes.ts'
import { measureHttp, metricsRoute } from '../../platform/metrics/http.ts'
import { Metrics } from '../../platform/metrics/metrics.ts'
import { measureProcess } from '../../platform/metrics/process.ts'
import { countPushes, measureServices } from '../../platform/metrics/services.ts'
import { realPorts } from '../../platform/ports.ts'
import type { ServiceModule } from '../../platform/service.ts'
import { APPEND_ONLY, auditMigrations, chainedService, openAuditKey, startAudit } from '../../services/audit/index.ts'
import { createIdentity, type Facility, openFacility } from '../../services/identity/index.ts'
import { identityMigrations } from '../../services/identity/migrations/index.ts'
import { auditFacts, currentWard, type FactIds, type FactService, factsOf } from '../audit-facts.ts'
import { compactAll, hourlyCompaction } from '../compaction.ts'
import type { EpochKeeper } from '../epoch.ts'
import { FRESH_FACILITY } from '../facility.ts'
import { openLeaseKey } from '../lease-key.ts'
import { listenOn } from '../listen.ts'
import { openMetricsToken } from '../metrics-token.ts'
import { type Mounted, mountService, startConsumers } from '../mount.ts'
import { answerPeers } from '../peers/answer.ts'
import { askOverHttp } from '../peers/ask.ts'
import { guard, inFlight } from '../peers/guard.ts'
import { identityAnswers, serviceAnswers } from '../peers/local.ts'
import { remoteAuthority, remoteChain, remoteSource } from '../peers/remote.ts'
import { openTickets } from '../peers/tickets.ts'
import type { Ask } from '../peers/verbs.ts'
import { readyRoute } from '../ready.ts'
import { openSealKey } from '../seal-key.ts'
import { SERVICES } from '../services.ts'
import { isLoopback, readTls, requireTls } from '../tls.ts'
import { VERSION } from '../version.ts'
import { versionsOf } from '../versions.ts'
import type { ServiceConfig } from './config.ts'
import { oneAtATime } from './lock.ts'
import { pokeStream } from './pokes.ts'
import { register } from './registration.ts'
import { openServiceEpoch } from './service-epoch.ts'

type Log = (line: Record<string, unknown>) => void
interface Opened {
  schema: Schema
  epoch: EpochKeeper
}
export interface RunningServices {
  url: string
  /** Takes no more from the gateway, ends what is being answered, then stops. */
  stop(): Promise<void>
}

const DRAIN_MS = 10_000
const EPOCH_SAVE_MS = 1_000
/** Who is found by DNS is found a little longer than it is there. */
const DISCOVERED_MS = 3_000
const AGAIN_MS = 500

/** One or more services in this process, the others wherever they are. @throws ClusterError, MigrationError */
export async function startServices(config: ServiceConfig, log: Log): Promise<RunningServices> {
  const { names, dataDir, host } = config
  const tls = config.tls === undefined ? undefined : await readTls(config.tls)
  requireTls(host, tls)
  const listening = isLoopback(host) ? undefined : tls
  const tickets = await openTickets(dataDir)
  const seal = await openSealKey(dataDir)
  const app = createHttp({ errorText, log, tls: listening, behindGateway: true })
  guard(app, tickets)
  const idle = inFlight(app)
  app.get('/health', forAnyone, async () => ({ status: 'ok', services: names }))
  const metrics = new Metrics()
  measureHttp(app, metrics)
  const watched = countPushes(metrics)
  const ask = askOverHttp({ urlOf: (name) => config.urls[name] ?? config.gateway ?? null, ticket: tickets.internal })

  const opened = new Map<string, Opened>()
  const open = (name: string, migrations: ServiceModule['migrations']) =>
    openService(config, name, migrations).then((each) => void opened.set(name, each))
  const ports = realPorts
  const identityHere = names.includes('identity')
  if (identityHere) await open('identity', identityMigrations)
  const poolOf = (name: string) => (opened.get(name) as Opened).schema.pool
  const facility: Facility = identityHere
    ? await openFacility(poolOf('identity'), ports, FRESH_FACILITY)
    : await waitForFacility(ask, log)
  const identity = identityHere
    ? createIdentity(poolOf('identity'), {
        ...{ facility, ports, services: registry.services(), tls },
        cacheKeys: { halfOf: (await openLeaseKey(dataDir)).halfOf, sealKey: seal.publicKey },
      })
    : null
  const authority: Authority = identity?.authority ?? remoteAuthority(ask, ports.clock.now)
  const own = SERVICES.filter(({ name }) => names.includes(name))
  for (const { name, migrations } of own) await open(name, migrations)

  const hub = new PokeHub()
  const services = new Map<string, Mounted>()
  for (const module of identity ? [identity.service, ...own] : own) {
    const { schema, epoch } = opened.get(module.name) as Opened
    const shared = { app, schema, facility, authority, registry, ports, epoch, seal, hub, watched, log }
    services.set(module.name, mountService(module, { ...shared, wardOf: currentWard(factsFrom) }))
  }
  const readBy = (source: string) =>
    Promise.all(
      SERVICES.filter(({ consumers }) => consumers.some((each) => each.source === source)).map(
        async ({ name }) =>
          services.get(name)?.runtime.consumerCursor(source) ?? (await ask(name, 'cursor', { source })).cursor,
      ),
    )
  for (const [name, { runtime, pool }] of services) {
    const compact = () => compactAll(new Map([[name, services.get(name) as Mounted]]), readBy)
    answerPeers(app, name, serviceAnswers(runtime, chainedService(name, pool, facility.id), compact))
    const facts = factsOf[name as FactService]
    if (facts) answerPeers(app, name, { facts: (ids) => facts(pool, facility.id, ids) })
  }
  if (identity) answerPeers(app, 'identity', identityAnswers(identity.authority, facility))
  pokeStream(app, hub)
  const audit = names.includes('audit') ? await startAuditHere() : null
  readyRoute(
    app,
    [...opened.values()].map(({ schema }) => schema.pool),
  )
  measureServices(metrics, () => new Map([...services].map(([name, { pool }]) => [name, pool])), ports.clock.now)
  const endMeasuring = measureProcess(metrics, VERSION)
  metricsRoute(app, metrics, await openMetricsToken(dataDir))
  await listenOn(app, config)

  const url = config.advertise ?? `${listening ? 'https' : 'http'}://${host}:${portOf(app)}`
  const instance = { id: randomUUID(), services: names, url, version: VERSION, startedAt: Date.now() }
  const leave =
    config.gateway && !config.isDiscovered
      ? register(config.gateway, instance, { ticket: tickets.internal, log })
      : null
  const consumers = startConsumers(services, log, (source) => remoteSource(ask, source))
  const endCompaction = hourlyCompaction(() => compactAll(services, readBy), log)
  const save = (name: string, epoch: EpochKeeper) =>
    epoch.save().catch((error) => log({ level: 'error', file: `epoch-${name}.json`, error: String(error) }))
  const saver = setInterval(() => {
    for (const [name, { epoch }] of opened) void save(name, epoch)
  }, EPOCH_SAVE_MS)

  return {
    url,
    async stop() {
      await (leave ? leave() : config.isDiscovered && pause(DISCOVERED_MS))
      await idle(DRAIN_MS)
      clearInterval(saver)
      endMeasuring()
      await app.close()
      await Promise.all([endCompaction(), audit?.service.stop(), ...consumers.map((each) => each.stop())])
      for (const service of services.values()) await service.close()
      for (const [name, { schema, epoch }] of opened) {
        await save(name, epoch)
        await schema.pool.end()
      }
      await audit?.pool.end()
    },
  }

  function factsFrom(name: FactService, { people, patients }: FactIds) {
    const here = services.get(name)
    const ids = { people: [...people], patients: [...patients] }
    return here ? factsOf[name](here.pool, facility.id, ids) : ask(name, 'facts', ids)
  }

  async function startAuditHere() {
    const shared = { connectionString: config.databases.audit as string }
    const { pool } = await oneAtATime(adminOf(shared, dataDir, 'audit'), 'audit', () =>
      openSchema(shared, {
        ...{ service: 'audit', migrations: auditMigrations, secretsDir: dataDir, appendOnly: APPEND_ONLY },
      }),
    )
    openApiRoute(app, 'audit', VERSION)
    const service = startAudit({
      ...{ app, ports, pool, facilityId: facility.id, authority, log },
      key: await openAuditKey(join(dataDir, 'audit.key')),
      anchorFile: join(dataDir, 'audit-anchors.ndjson'),
      facts: auditFacts(factsFrom),
      services: ['identity', ...SERVICES.map(({ name }) => name)].map((name) => {
        const here = services.get(name)
        return here ? chainedService(name, here.pool, facility.id) : remoteChain(ask, name)
      }),
    })
    return { pool, service }
  }
}

async function openService(
  { dataDir, databases }: ServiceConfig,
  service: string,
  migrations: ServiceModule['migrations'],
): Promise<Opened> {
  const shared = { connectionString: databases[service] as string }
  return oneAtATime(adminOf(shared, dataDir, service), service, async () => {
    const schema = await openSchema(shared, { service, migrations, secretsDir: dataDir })
    const versions = await versionsOf(new Map([[service, schema]]))
    return { schema, epoch: await openServiceEpoch(dataDir, service, versions) }
  })
}

/** Identity may start later than the others, or just be started again. */
async function waitForFacility(ask: Ask, log: Log): Promise<Facility> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask('identity', 'facility', {})
    } catch (error) {
      if (tries % 20 === 0) log({ level: 'warn', waitingFor: 'identity', problem: String(error) })
      await pause(AGAIN_MS)
    }
  }
}

function portOf(app: ReturnType<typeof createHttp>): number {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  return address.port
}
