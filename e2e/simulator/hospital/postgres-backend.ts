import type pg from 'pg'
import { migrateService } from '../../../server/platform/database/migrate.ts'
import { provisionService } from '../../../server/platform/database/provision.ts'
import { createPool } from '../../../server/platform/postgres/pool.ts'
import type { ServiceModule } from '../../../server/platform/service.ts'
import { postgresStore } from '../../../server/platform/store/postgres/store.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import type { Backend, Committed, ServerRow } from './backend.ts'

/** PostgreSQL itself behind the simulated server; each history is a facility of its own in one database. */
export interface PostgresHospitals {
  backend(facilityId: string): Backend
  close(): Promise<void>
}

/** @param config a superuser's, on a database that is nobody else's */
export async function postgresHospitals(
  config: pg.PoolConfig,
  parts: { registry: Registry; modules: readonly ServiceModule[] },
): Promise<PostgresHospitals> {
  const admin = createPool({ ...config, max: 4 })
  const pools = new Map<string, pg.Pool>()
  for (const { name, migrations } of parts.modules) {
    const { role, password } = await provisionService(admin, name)
    const pool = createPool({ ...config, user: role, password, max: 4 })
    await migrateService(pool, name, migrations)
    pools.set(name, pool)
  }
  const { registry } = parts
  return {
    backend: (facilityId) => ({
      open: (service) => postgresStore({ pool: pools.get(service) as pg.Pool, registry, service, facilityId }),
      crash: async () => {},
      backup: () => backup(admin, [...pools.keys()], facilityId),
      committed: (service) => committed(admin, registry, service, facilityId),
      version: (service) => versionOf(admin, service, facilityId),
    }),
    async close() {
      await Promise.all([...pools.values(), admin].map((pool) => pool.end()))
    },
  }
}

async function versionOf(admin: pg.Pool, service: string, facilityId: string): Promise<number> {
  const { rows } = await admin.query(`SELECT ver FROM ${service}.feed_counter WHERE facility_id = $1`, [facilityId])
  return Number(rows[0]?.ver ?? 0)
}

async function committed(admin: pg.Pool, registry: Registry, service: string, facilityId: string): Promise<Committed> {
  const all = async (sql: string) => (await admin.query(sql, [facilityId])).rows
  const rows: ServerRow[] = []
  for (const kind of registry.kindsOf(service)) {
    const found = await all(
      `SELECT to_jsonb(t) AS cells FROM ${service}."${kind.table}" t WHERE facility_id = $1 ORDER BY id`,
    )
    rows.push(...found.map(({ cells }) => rowOf(kind, cells)))
  }
  const of = `FROM ${service}`
  return {
    rows,
    outcomes: await all(
      `SELECT command_id AS "commandId", hash, status, ver ${of}.outcome WHERE facility_id = $1 ORDER BY command_id`,
    ),
    kept: await all(
      `SELECT command_id AS "commandId", status ${of}.kept_command WHERE facility_id = $1 ORDER BY command_id`,
    ),
    leases: await all(
      `SELECT sequence, first, last, device_id AS "deviceId" ${of}.number_lease WHERE facility_id = $1 ORDER BY 1, 2`,
    ),
    ver: await versionOf(admin, service, facilityId),
  }
}

function rowOf(kind: AnyKind, cells: Record<string, unknown>): ServerRow {
  const row = Object.fromEntries(kind.columns.map(({ field, column }) => [field, cells[column]]))
  return { kind: kind.name, id: String(cells.id), rev: Number(cells.rev), scope: String(cells.scope), row }
}

/** Every table's rows of this facility, to be put back with all checks off: what stood once was consistent. */
async function backup(admin: pg.Pool, services: readonly string[], facilityId: string) {
  const { rows: tables } = await admin.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns
     WHERE table_schema = ANY($1) AND column_name = 'facility_id' ORDER BY 1`,
    [services],
  )
  const kept = new Map<string, string>()
  for (const { name } of tables) {
    const sql = `SELECT coalesce(json_agg(t), '[]')::text AS rows FROM ${name} t WHERE facility_id = $1`
    kept.set(name, (await admin.query(sql, [facilityId])).rows[0].rows)
  }
  return { restore: () => putBack(admin, kept, facilityId) }
}

async function putBack(admin: pg.Pool, kept: ReadonlyMap<string, string>, facilityId: string): Promise<void> {
  const client = await admin.connect()
  try {
    await client.query('BEGIN')
    await client.query('SET LOCAL session_replication_role = replica')
    for (const [name, rows] of kept) {
      await client.query(`DELETE FROM ${name} WHERE facility_id = $1`, [facilityId])
      await client.query(`INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, $1::json)`, [rows])
    }
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}
