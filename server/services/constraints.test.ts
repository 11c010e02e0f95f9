import type pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { registry } from '../../src-shared/domains/registry.ts'
import { snake } from '../../src-shared/kernel/kind.ts'
import { type Migration, migrateService } from '../platform/database/migrate.ts'
import { withTestDatabase } from '../platform/postgres/testing.ts'
import { type ServiceConstraints, uuidFields } from '../platform/testing/model-store/constraints.ts'
import { identityConstraints } from './identity/migrations/constraints.ts'
import { identityMigrations } from './identity/migrations/index.ts'
import { patientsConstraints } from './patients/migrations/constraints.ts'
import { patientsMigrations } from './patients/migrations/index.ts'
import { pharmacyConstraints } from './pharmacy/migrations/constraints.ts'
import { pharmacyMigrations } from './pharmacy/migrations/index.ts'
import { wardConstraints } from './ward/migrations/constraints.ts'
import { wardMigrations } from './ward/migrations/index.ts'

const database = withTestDatabase()
let pool: pg.Pool
const services: [string, readonly Migration[], ServiceConstraints][] = [
  ['identity', identityMigrations, identityConstraints],
  ['patients', patientsMigrations, patientsConstraints],
  ['pharmacy', pharmacyMigrations, pharmacyConstraints],
  ['ward', wardMigrations, wardConstraints],
]

beforeAll(async () => {
  pool = database.pool()
  for (const [service, migrations] of services) {
    await pool.query(`CREATE SCHEMA ${service}`)
    await migrateService(pool, service, migrations)
  }
})

interface Found {
  name: string
  definition: string
}
const query = async (sql: string, service: string, table: string) =>
  (await pool.query<Found>(sql, [service, table])).rows

const UNIQUE = `SELECT i.relname AS name, regexp_replace(regexp_replace(pg_get_indexdef(x.indexrelid), '^.* USING btree ', ''), '\\s+', ' ', 'g') AS definition
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname = $1 AND t.relname = $2 AND x.indisunique AND NOT x.indisprimary ORDER BY x.indexrelid`
const CONSTRAINTS = `SELECT c.conname AS name, pg_get_constraintdef(c.oid) AS definition
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname = $1 AND t.relname = $2 AND c.contype NOT IN ('p', 'u', 'n')
  -- a pool's checks say what its kinds' schemas have refused before (claim-migration.ts)
  AND NOT (c.contype = 'c' AND pg_get_constraintdef(c.oid) ~ '>=? 0') ORDER BY c.oid`
const COLUMNS = `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS definition
  FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid JOIN pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname = $1 AND t.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped`

const kinds = services.flatMap(([service, , constraints]) =>
  registry.kindsOf(service).map((kind) => [kind.name, kind, constraints[kind.name] ?? {}] as const),
)

describe('what the model of PostgreSQL refuses is what the migrations make it refuse', () => {
  it.each(kinds)('given the table of %s, then its unique values, references and types are those', async (...each) => {
    const [, kind, { unique = [], references = [], integers = [] }] = each
    const found = await query(UNIQUE, kind.service, kind.table)
    expect(found).toEqual(unique.map(({ name, definition }) => ({ name, definition })))

    const declared = references.map(({ name, field, to, deferred }) => {
      const table = registry.kind(to)?.table === 'user' ? '"user"' : registry.kind(to)?.table
      const target = `${kind.service}.${table}(facility_id, id)${deferred ? ' DEFERRABLE INITIALLY DEFERRED' : ''}`
      return { name, definition: `FOREIGN KEY (facility_id, ${snake(field)}) REFERENCES ${target}` }
    })
    expect(await query(CONSTRAINTS, kind.service, kind.table)).toEqual(declared)

    const columns = await query(COLUMNS, kind.service, kind.table)
    const ofType = (type: string) => columns.filter(({ definition }) => definition === type).map(({ name }) => name)
    expect(ofType('integer').sort()).toEqual(['rev', ...integers.map(snake)].sort())
    expect(ofType('uuid').sort()).toEqual(['facility_id', ...uuidFields(kind).map(snake)].sort())
  })

  it.each(services.map(([service]) => service))('given %s, then its kinds are all that the table names', (service) => {
    const [, , constraints] = services.find(([name]) => name === service) ?? []
    expect(registry.kindsOf(service).map(({ name }) => name)).toEqual(
      expect.arrayContaining(Object.keys(constraints ?? {})),
    )
  })
})
