import type pg from 'pg'
import { describe, expect, it } from 'vitest'
import { registry } from '../../../src-shared/domains/registry.ts'
import { identityMigrations } from '../../services/identity/migrations/index.ts'
import { patientsMigrations } from '../../services/patients/migrations/index.ts'
import { pharmacyMigrations } from '../../services/pharmacy/migrations/index.ts'
import { wardMigrations } from '../../services/ward/migrations/index.ts'
import { createPool } from '../postgres/pool.ts'
import { withTestDatabase } from '../postgres/testing.ts'
import { type Migration, migrateService } from './migrate.ts'
import { provisionService } from './provision.ts'

const first: Migration = { id: '0001-notes', sql: 'CREATE TABLE note (id integer PRIMARY KEY, text text NOT NULL);' }
const second: Migration = {
  id: '0002-author',
  sql: `ALTER TABLE note ADD COLUMN author text NOT NULL DEFAULT 'unknown';`,
}

async function open(database: ReturnType<typeof withTestDatabase>, service: string): Promise<pg.Pool> {
  const { role, password } = await provisionService(database.pool(), service)
  return createPool({ ...database.config, user: role, password })
}

describe('migrations', () => {
  const database = withTestDatabase()

  it('given rows of an older version, when migrated forward, then they are kept and get the new column', async () => {
    const pool = await open(database, 'kept')
    expect(await migrateService(pool, 'kept', [first])).toEqual(['0001-notes'])
    await pool.query(`INSERT INTO note VALUES (1, 'before')`)
    expect(await migrateService(pool, 'kept', [first, second])).toEqual(['0002-author'])
    expect((await pool.query('SELECT * FROM kept.note')).rows).toEqual([{ id: 1, text: 'before', author: 'unknown' }])
    await pool.end()
  })

  it('given a step that fails half-way, when migrated, then nothing of it is left and it can be made later', async () => {
    const pool = await open(database, 'failing')
    const broken = { id: second.id, sql: `${second.sql} SELECT * FROM nowhere;` }
    await expect(migrateService(pool, 'failing', [first, broken])).rejects.toThrow('nowhere')
    expect(await migrateService(pool, 'failing', [first, second])).toEqual(['0002-author'])
    await pool.end()
  })

  it('given a step whose text was changed, when migrated, then it is refused; blanks do not count', async () => {
    const pool = await open(database, 'changed')
    await migrateService(pool, 'changed', [first])
    expect(await migrateService(pool, 'changed', [{ ...first, sql: `\n${first.sql.replace(' (', '  (')}` }])).toEqual(
      [],
    )
    await expect(migrateService(pool, 'changed', [{ ...first, sql: 'SELECT 1' }])).rejects.toThrow('another text')
    await expect(migrateService(pool, 'changed', [])).rejects.toThrow('newer version')
    await expect(migrateService(pool, 'changed', [second])).rejects.toThrow('0001-notes')
    await pool.end()
  })

  it('given two processes that start at once, when both migrate, then each step is made once', async () => {
    const pool = await open(database, 'twice')
    const made = await Promise.all([1, 2, 3].map(() => migrateService(pool, 'twice', [first, second])))
    expect(made.flat()).toEqual(['0001-notes', '0002-author'])
    await pool.end()
  })
})

describe('services on one database', () => {
  const database = withTestDatabase()
  const all = {
    identity: identityMigrations,
    patients: patientsMigrations,
    ward: wardMigrations,
    pharmacy: pharmacyMigrations,
  }

  it('given the role of one service, when it looks into another’s schema, then it is refused', async () => {
    const [patients, ward] = [await open(database, 'patients'), await open(database, 'ward')]
    await migrateService(patients, 'patients', patientsMigrations)
    await migrateService(ward, 'ward', wardMigrations)
    await expect(ward.query('SELECT * FROM patients.patient')).rejects.toMatchObject({ code: '42501' })
    await expect(ward.query('CREATE TABLE patients.mine ()')).rejects.toMatchObject({ code: '42501' })
    await expect(ward.query('CREATE TABLE public.mine ()')).rejects.toMatchObject({ code: '42501' })
    // without a name, its own table of the same name is meant
    expect((await ward.query('SELECT resolved FROM patient')).rows).toEqual([])
    await Promise.all([patients.end(), ward.end()])
  })

  it.each(Object.entries(all))(
    'given the migrations of %s, then every kind has its columns and indexes',
    async (service, migrations) => {
      const pool = await open(database, service)
      await migrateService(pool, service, migrations)
      for (const kind of registry.kindsOf(service)) {
        const { rows } = await pool.query(
          `SELECT column_name AS name, is_nullable = 'YES' AS nullable, data_type AS type FROM information_schema.columns
         WHERE table_schema = $1 AND table_name = $2`,
          [kind.service, kind.table],
        )
        const found = new Map(rows.map(({ name, ...column }) => [name, column]))
        for (const { column, nullable, type } of kind.columns)
          expect({ column, ...found.get(column) }).toEqual({
            column,
            nullable,
            type: expect.stringMatching(TYPES[type]),
          })
        const own = ['facility_id', 'rev', 'scope', ...kind.columns.map(({ column }) => column)]
        expect([...found.keys()].sort()).toEqual(own.sort())
      }
      await pool.end()
    },
  )

  it.each(Object.entries(all))(
    'given the declared indexes of %s, then PostgreSQL has one that begins with each',
    async (service) => {
      const admin = database.pool()
      for (const kind of registry.kindsOf(service)) {
        const { rows } = await admin.query<{ columns: string }>(
          `SELECT array_to_string(ARRAY(SELECT a.attname FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(num, n)
           JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num ORDER BY k.n), ',') AS columns
         FROM pg_index i WHERE i.indrelid = to_regclass($1)`,
          [`${kind.service}."${kind.table}"`],
        )
        for (const fields of Object.values(kind.indexes)) {
          const wanted = [
            'facility_id',
            ...fields.map((field) => kind.columns.find((c) => c.field === field)?.column),
          ].join(',')
          expect(
            rows.map(({ columns }) => columns).filter((columns) => `${columns},`.startsWith(`${wanted},`)),
          ).not.toEqual([])
        }
      }
    },
  )
})

const TYPES = {
  text: /^(text|uuid)$/,
  number: /^(integer|bigint|double precision)$/,
  boolean: /^boolean$/,
  json: /^jsonb$/,
}
