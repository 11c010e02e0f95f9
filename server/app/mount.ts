import type { FastifyInstance } from 'fastify'
import { deviceScope } from '../../src-shared/kernel/claims/index.ts'
import type { Registry } from '../../src-shared/kernel/domain.ts'
import { INBOX_SCOPE } from '../../src-shared/kernel/inbox.ts'
import type { Authority, DeviceSession } from '../platform/auth/authority.ts'
import type { Schema } from '../platform/database/open-schema.ts'
import { type ConsumerHandle, type ConsumerSource, startConsumer } from '../platform/events/consume.ts'
import type { PokeHub } from '../platform/events/poke-hub.ts'
import { StationLedger } from '../platform/fleet/ledger.ts'
import { fleetRoutes } from '../platform/fleet/routes.ts'
import { commandRoutes } from '../platform/http/command-routes.ts'
import { openApiRoute } from '../platform/http/openapi-routes.ts'
import { reclaimRoutes } from '../platform/http/reclaim-routes.ts'
import { syncRoutes } from '../platform/http/sync-routes.ts'
import type { ServerPorts } from '../platform/ports.ts'
import type { ServiceContext, ServiceModule } from '../platform/service.ts'
import { postgresStore } from '../platform/store/postgres/store.ts'
import { createServiceRuntime, type ServiceRuntime } from '../platform/sync/runtime.ts'
import type { Facility } from '../services/identity/index.ts'
import { auditKey, type EpochKeeper } from './epoch.ts'
import type { SealKey } from './seal-key.ts'
import { VERSION } from './version.ts'

export interface Mounted {
  module: ServiceModule
  runtime: ServiceRuntime
  pool: Schema['pool']
  /** What a workstation may hold of it. */
  grantOf(device: DeviceSession): string[]
  /** Stops writing what the workstations tell, and writes it a last time. */
  close(): Promise<void>
}
interface MountContext {
  app: FastifyInstance
  schema: Schema
  facility: Facility
  authority: Authority
  registry: Registry
  ports: ServerPorts
  epoch: EpochKeeper
  seal: SealKey
  hub: PokeHub
  /** Looks on while it works. */
  watched: (runtime: ServiceRuntime) => ServiceRuntime
  wardOf: ServiceContext['wardOf']
  log: (line: Record<string, unknown>) => void
}

/** Gives a service its runtime, its sync and command routes and its own routes. */
export function mountService(module: ServiceModule, context: MountContext): Mounted {
  const { app, schema, facility, authority, ports, hub } = context
  const runtime = context.watched(
    createServiceRuntime({
      ...ports,
      service: module.name,
      facilityId: facility.id,
      registry: context.registry,
      store: postgresStore({
        pool: schema.pool,
        registry: context.registry,
        service: module.name,
        facilityId: facility.id,
      }),
      epoch: context.epoch.epoch,
      utcOffsetMinutes: facility.utcOffsetMinutes,
      seal: context.seal,
      onRecorded: (links) => context.epoch.add(auditKey(module.name), links),
      onError: (error, reference) => context.log({ level: 'error', reference, error: String(error) }),
      authorise: (actor, at) => authority.actor(actor.userId, at),
    }),
  )
  runtime.onCommit((pokes) => {
    hub.publish(pokes)
    for (const { ver } of pokes) context.epoch.note(module.name, ver)
  })
  const ledger = new StationLedger({
    ...{ pool: schema.pool, facilityId: facility.id, now: ports.clock.now },
    onMismatch: (workstation, scopesRefetched) =>
      context.log({ level: 'warn', service: module.name, workstation, scopesRefetched }),
  })
  const asksOf = module.asksOf ?? (async () => [])
  const granted = (device: DeviceSession) => grantOf(device, module, context.registry)
  syncRoutes(app, runtime, granted, authority, {
    ledger,
    asksOf,
  })
  const place = { service: module.name, pool: schema.pool, facilityId: facility.id }
  fleetRoutes(app, { ...place, authority, ledger })
  commandRoutes(app, runtime, { authority, now: ports.clock.now })
  reclaimRoutes(app, runtime, authority)
  openApiRoute(app, module.name, VERSION)
  const disconnect = (deviceId: string) => hub.disconnect(deviceId)
  const { wardOf } = context
  module.routes({ app, runtime, pool: schema.pool, authority, facilityId: facility.id, wardOf, ports, disconnect })
  return { module, runtime, pool: schema.pool, grantOf: granted, close: saving(ledger, context.log) }
}

const LEDGER_SAVE_MS = 5_000

function saving(ledger: StationLedger, log: MountContext['log']): () => Promise<void> {
  const save = () =>
    ledger.save().catch((error) => log({ level: 'error', table: 'station_state', error: String(error) }))
  const timer = setInterval(save, LEDGER_SAVE_MS)
  return async () => {
    clearInterval(timer)
    await save()
  }
}

/** Whoever is in use also gets what belongs to nobody in particular; it carries no entry and no patient. */
export const grantOf = (
  { deviceId, scopes, revokedAt }: DeviceSession,
  { name, ownsScope }: Pick<ServiceModule, 'name' | 'ownsScope'>,
  registry: Registry,
): string[] => [
  ...scopes.filter(ownsScope),
  ...(revokedAt === null ? [INBOX_SCOPE] : []),
  ...(revokedAt === null && registry.poolsOf(name).length > 0 ? [deviceScope(deviceId)] : []),
]

export function startConsumers(
  services: ReadonlyMap<string, Mounted>,
  log: (line: Record<string, unknown>) => void,
  elsewhere: (service: string) => ConsumerSource | null = () => null,
): ConsumerHandle[] {
  return [...services.values()].flatMap(({ module, runtime }) =>
    module.consumers.map((consumer) => {
      const source = services.get(consumer.source)?.runtime ?? elsewhere(consumer.source)
      if (!source) throw new Error(`${module.name} reads ${consumer.source}, which is not here`)
      return startConsumer(consumer, source, runtime, log)
    }),
  )
}
