import type pg from 'pg'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { type Migration, migrateService } from '../database/migrate.ts'
import { provisionService } from '../database/provision.ts'
import { realPorts } from '../ports.ts'
import { createPool } from '../postgres/pool.ts'
import type { TestDatabase } from '../postgres/testing.ts'
import type { AuditLink } from '../store/port.ts'
import { rowsOf } from '../store/postgres/place.ts'
import { openPlace, postgresStore } from '../store/postgres/store.ts'
import type { Stored } from '../store/stored.ts'
import type { Runtime } from '../sync/options.ts'
import { createServiceRuntime, type ServiceRuntime } from '../sync/runtime.ts'
import type { ServiceConstraints } from './model-store/constraints.ts'
import { modelStore } from './model-store/store.ts'

export const FACILITY = '00000000-0000-7000-8000-00000000000f'

/** What a test may look at and spoil behind the service's back, on either store. */
interface Inspection {
  rows(kind: AnyKind): Promise<Stored[]>
  kept(commandId: string): Promise<{ status: string; body: unknown }[]>
  /** Puts another text into a link of the audit chain, or takes the link out (null). */
  spoilAudit(deviceId: string, seq: number, change: ((entry: string) => string) | null): Promise<void>
}
export interface TestService extends Inspection {
  runtime: ServiceRuntime
  /** Another runtime on the same store, as another process would have it. */
  again(change?: Partial<Runtime>): ServiceRuntime
  /** The audit chain of a device, whole. */
  links(deviceId: string): Promise<AuditLink[]>
  close(): Promise<void>
}
interface ServiceUnderTest {
  service: string
  migrations: readonly Migration[]
  /** For the model. */
  constraints: ServiceConstraints
}
interface OpenedStore extends Inspection {
  store: Runtime['store']
  close(): Promise<void>
}

let kindOfStore: 'PostgreSQL' | 'the model' = 'PostgreSQL'

/** Called by a test file that runs another one's tests once more, on the model. */
export function runOnModelStore(): void {
  kindOfStore = 'the model'
}

/** A service on the test's database, with its schema and role; or on the model of PostgreSQL. */
export async function openTestService(
  database: TestDatabase,
  registry: Registry,
  of: ServiceUnderTest,
): Promise<TestService> {
  const open = kindOfStore === 'the model' ? openModel : openPostgres
  const { store, ...inspection } = await open(database, registry, of)
  const { service } = of
  const options: Runtime = {
    ...realPorts,
    service,
    facilityId: FACILITY,
    registry,
    store,
    epoch: 'first',
    utcOffsetMinutes: 330,
  }
  return {
    ...inspection,
    runtime: createServiceRuntime(options),
    links: (deviceId) => store.auditLinks(deviceId, 0, Number.MAX_SAFE_INTEGER),
    again: (change = {}) => createServiceRuntime({ ...options, ...change }),
  }
}

async function openPostgres(database: TestDatabase, registry: Registry, of: ServiceUnderTest): Promise<OpenedStore> {
  const { service } = of
  const { role, password } = await provisionService(database.pool(), service)
  const pool = createPool({ ...database.config, user: role, password, max: 20 })
  await migrateService(pool, service, of.migrations)
  const options = { pool, registry, service, facilityId: FACILITY }
  return { store: postgresStore(options), ...inspecting(pool, options), close: () => pool.end() }
}

function inspecting(pool: pg.Pool, options: Parameters<typeof openPlace>[0]): Inspection {
  return {
    async rows(kind) {
      const place = await openPlace(options)
      const { table, cells } = place.tables.get(kind) ?? { table: kind.name, cells: '*' }
      return rowsOf({ ...place, client: pool }, kind, { text: `SELECT ${cells} FROM ${table} t`, values: [] })
    },
    async kept(commandId) {
      const { rows } = await pool.query('SELECT status, body FROM kept_command WHERE command_id = $1', [commandId])
      return rows
    },
    async spoilAudit(deviceId, seq, change) {
      const of = [deviceId, seq]
      const { rows } = await pool.query('SELECT entry FROM audit WHERE device_id = $1 AND seq = $2', of)
      if (!change) await pool.query('DELETE FROM audit WHERE device_id = $1 AND seq = $2', of)
      else
        await pool.query('UPDATE audit SET entry = $3 WHERE device_id = $1 AND seq = $2', [
          ...of,
          change(rows[0]?.entry),
        ])
    },
  }
}

async function openModel(_: TestDatabase, registry: Registry, of: ServiceUnderTest): Promise<OpenedStore> {
  // another turn of the event loop at every step: what runs at once is interleaved as on a real database
  const step = () => new Promise<void>((resolve) => setImmediate(resolve))
  const store = modelStore({ registry, service: of.service, constraints: of.constraints, step })
  const { tables } = store
  return {
    store,
    rows: async (kind) => [...tables.rowsOf(kind).values.values()],
    async kept(commandId) {
      const kept = [...tables.keptCommand.values.values()].filter((each) => each.commandId === commandId)
      return kept.map(({ status, body }) => ({ status, body: JSON.parse(body) }))
    },
    async spoilAudit(deviceId, seq, change) {
      const { values } = tables.audit
      const key = `${deviceId}/${seq}`
      const link = values.get(key)
      if (!change) values.delete(key)
      else if (link) values.set(key, { ...link, entry: change(link.entry) })
    },
    close: async () => undefined,
  }
}
