import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { errorText, registry as product } from '../../src-shared/domains/registry.ts'
import type { Registry } from '../../src-shared/kernel/domain.ts'
import { forAnyone, type Route, routesOf } from '../platform/auth/access.ts'
import type { DeviceSession } from '../platform/auth/authority.ts'
import { openSchema, type Schema } from '../platform/database/open-schema.ts'
import { PokeHub } from '../platform/events/poke-hub.ts'
import { eventRoutes } from '../platform/events/routes.ts'
import { createHttp } from '../platform/http/app.ts'
import { documentsPage, openApiRoute } from '../platform/http/openapi-routes.ts'
import { measureHttp, metricsRoute } from '../platform/metrics/http.ts'
import { Metrics } from '../platform/metrics/metrics.ts'
import { measureProcess } from '../platform/metrics/process.ts'
import { countPushes, measureArchive, measureServices, measureStreams } from '../platform/metrics/services.ts'
import { realPorts, type ServerPorts } from '../platform/ports.ts'
import { resolveDatabase } from '../platform/postgres/connect.ts'
import type { ServiceModule } from '../platform/service.ts'
import {
  APPEND_ONLY,
  type AuditService,
  auditMigrations,
  chainedService,
  openAuditKey,
  startAudit,
} from '../services/audit/index.ts'
import { createIdentity, type Facility, type Identity, openFacility } from '../services/identity/index.ts'
import { identityMigrations } from '../services/identity/migrations/index.ts'
import { auditFacts, currentWard, type FactIds, type FactService, factsOf } from './audit-facts.ts'
import { startCompaction } from './compaction.ts'
import { openEpoch } from './epoch.ts'
import { FRESH_FACILITY } from './facility.ts'
import { openLeaseKey } from './lease-key.ts'
import { listenOn } from './listen.ts'
import { openMetricsToken } from './metrics-token.ts'
import { type Mounted, mountService, startConsumers } from './mount.ts'
import { readyRoute } from './ready.ts'
import { openSealKey } from './seal-key.ts'
import { SERVICES } from './services.ts'
import { takeBackEpochs } from './split/service-epoch.ts'
import { requireTls, type ServerTls } from './tls.ts'
import { VERSION } from './version.ts'
import { versionsOf } from './versions.ts'

const EPOCH_SAVE_MS = 1_000

export interface ServerOptions {
  /** Holds the private database cluster and the epoch. */
  dataDir: string
  /** 0: any free port. */
  port: number
  host?: string
  /** Certificates of this server; only a server for its own machine goes without. */
  tls?: ServerTls
  env?: NodeJS.ProcessEnv
  /** Folder of backups: the private database keeps its log there, so that any moment can be restored. */
  backups?: string | undefined
  ports?: ServerPorts
  /** Services beside the product's own, and the registry that knows them too: for a measurement of the whole path. */
  more?: { services: readonly ServiceModule[]; registry: Registry }
  log: (line: Record<string, unknown>) => void
}
export interface RunningServer {
  url: string
  facility: Facility
  identity: Identity
  services: ReadonlyMap<string, Mounted>
  /** Every route, and who may call it. */
  routes: readonly Route[]
  /** True when this start found the database older than it was left. */
  restored: boolean
  audit: AuditService
  consumersCaughtUp(): Promise<void>
  stop(): Promise<void>
}

/** All services and their gateway in one process, on one database. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const ports = options.ports ?? realPorts
  requireTls(options.host ?? '127.0.0.1', options.tls)
  const onLine = (line: string) => options.log({ level: 'info', database: line })
  const database = await resolveDatabase(
    options.env ?? process.env,
    join(options.dataDir, 'pg'),
    onLine,
    options.backups,
  )
  try {
    return await startOn(database, options, ports)
  } catch (error) {
    await database.stop()
    throw error
  }
}

type Database = Awaited<ReturnType<typeof resolveDatabase>>

async function startOn(database: Database, options: ServerOptions, ports: ServerPorts): Promise<RunningServer> {
  const registry = options.more?.registry ?? product
  const open = (name: string, migrations: typeof identityMigrations) =>
    openSchema(database.admin, { service: name, migrations, secretsDir: options.dataDir })
  const identitySchema = await open('identity', identityMigrations)
  const facility = await openFacility(identitySchema.pool, ports, FRESH_FACILITY)
  const seal = await openSealKey(options.dataDir)
  const { halfOf } = await openLeaseKey(options.dataDir)
  const identity = createIdentity(identitySchema.pool, {
    ...{ facility, ports, services: registry.services(), tls: options.tls },
    cacheKeys: { halfOf, sealKey: seal.publicKey },
  })
  const others = [...SERVICES, ...(options.more?.services ?? [])]
  const schemas = new Map<string, Schema>([['identity', identitySchema]])
  for (const { name, migrations } of others) schemas.set(name, await open(name, migrations))

  const auditSchema = await openSchema(database.admin, {
    ...{ service: 'audit', migrations: auditMigrations, secretsDir: options.dataDir, appendOnly: APPEND_ONLY },
  })
  await takeBackEpochs(options.dataDir)
  const epoch = await openEpoch(options.dataDir, await versionsOf(schemas))
  const hub = new PokeHub()
  // a full disk must not end the server: it is tried again at the next turn
  const epochUnsaved = (error: unknown) => options.log({ level: 'error', file: 'epoch.json', error: String(error) })
  const app = createHttp({ errorText, log: options.log, tls: options.tls })
  const metrics = new Metrics()
  measureHttp(app, metrics)
  const watched = countPushes(metrics)
  const services = new Map<string, Mounted>()
  const { authority } = identity
  const facts = (service: FactService, ids: FactIds) =>
    factsOf[service]((schemas.get(service) as Schema).pool, facility.id, ids)
  const wardOf = currentWard(facts)
  const shared = { app, facility, authority, registry, ports, epoch, seal, hub, watched, wardOf, log: options.log }
  for (const module of [identity.service, ...others]) {
    const schema = schemas.get(module.name) as Schema
    services.set(module.name, mountService(module, { ...shared, schema }))
  }
  const grantsOf = (device: DeviceSession) => [...services.values()].flatMap(({ grantOf }) => grantOf(device))
  eventRoutes(app, identity.authority, hub, grantsOf)
  documentsPage(app, [...services.keys(), 'audit'])
  commonRoutes(app, ports, services)
  readyRoute(
    app,
    [...services.values()].map(({ pool }) => pool),
  )
  const pools = new Map([...services].map(([name, { pool }]) => [name, pool]))
  measureServices(metrics, () => pools, ports.clock.now)
  if (options.backups !== undefined) measureArchive(metrics, identitySchema.pool)
  measureStreams(metrics, hub)
  const endMeasuring = measureProcess(metrics, VERSION)
  metricsRoute(app, metrics, await openMetricsToken(options.dataDir))
  const consumers = startConsumers(services, options.log)
  const endCompaction = startCompaction(services, { app, authority, log: options.log })
  const saver = setInterval(() => void epoch.save().catch(epochUnsaved), EPOCH_SAVE_MS)
  openApiRoute(app, 'audit', VERSION)
  const audit = startAudit({
    ...{ app, ports, pool: auditSchema.pool, facilityId: facility.id, authority: identity.authority, log: options.log },
    key: await openAuditKey(join(options.dataDir, 'audit.key')),
    anchorFile: join(options.dataDir, 'audit-anchors.ndjson'),
    facts: auditFacts(facts),
    services: [...schemas].map(([name, { pool }]) => chainedService(name, pool, facility.id)),
  })
  await listenOn(app, { port: options.port, host: options.host ?? '127.0.0.1' })

  return {
    url: urlOf(app, options.tls ? 'https' : 'http'),
    facility,
    identity,
    services,
    routes: routesOf(app),
    audit,
    restored: epoch.restored,
    consumersCaughtUp: async () => void (await Promise.all(consumers.map((c) => c.caughtUp()))),
    stop: async () => {
      clearInterval(saver)
      endMeasuring()
      await app.close()
      await Promise.all([endCompaction(), audit.stop(), ...consumers.map((c) => c.stop())])
      for (const service of services.values()) await service.close()
      await epoch.save()
      for (const { pool } of [...schemas.values(), auditSchema]) await pool.end()
      await database.stop()
    },
  }
}

function commonRoutes(app: FastifyInstance, ports: ServerPorts, services: ReadonlyMap<string, Mounted>): void {
  app.get('/v1/time', forAnyone, async () => ({ now: ports.clock.now() }))
  app.get('/health', forAnyone, async () => ({ status: 'ok', services: [...services.keys()] }))
}

function urlOf(app: FastifyInstance, scheme: 'http' | 'https'): string {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  return `${scheme}://127.0.0.1:${address.port}`
}
