import { Registry } from '../../../src-shared/kernel/domain.ts'
import { migrateService } from '../database/migrate.ts'
import { withTestDatabase } from '../postgres/testing.ts'
import { compaction, platformMigrations } from '../sync/migrations.ts'
import { references, type ServiceConstraints, unique } from '../testing/model-store/constraints.ts'
import { modelStore } from '../testing/model-store/store.ts'
import { describeServiceStore, portKinds } from '../testing/port-contract.ts'
import { postgresStore } from './postgres/store.ts'

const database = withTestDatabase()
const registry = new Registry([{ service: 'port', kinds: portKinds, commands: [], sequences: [], errors: {} }])

const rows = {
  id: '0001-rows',
  sql: `
    CREATE TABLE item (
      facility_id uuid NOT NULL, id uuid NOT NULL, rev integer NOT NULL, scope text NOT NULL,
      code text NOT NULL, owner_id uuid,
      PRIMARY KEY (facility_id, id), CONSTRAINT item_code_key UNIQUE (facility_id, code),
      FOREIGN KEY (facility_id, owner_id) REFERENCES item (facility_id, id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TABLE part (
      facility_id uuid NOT NULL, id uuid NOT NULL, rev integer NOT NULL, scope text NOT NULL,
      item_id uuid NOT NULL,
      PRIMARY KEY (facility_id, id), FOREIGN KEY (facility_id, item_id) REFERENCES item (facility_id, id))`,
}
const constraints: ServiceConstraints = {
  'port.item': {
    unique: [unique('item_code_key', ['code'])],
    references: [references('item', 'ownerId', 'port.item', true)],
  },
  'port.part': { references: [references('part', 'itemId', 'port.item')] },
}

describeServiceStore('PostgreSQL', async () => {
  const pool = database.pool()
  await pool.query('CREATE SCHEMA port')
  await migrateService(pool, 'port', [...platformMigrations, compaction, rows])
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'port' AND tablename <> 'migration'`,
  )
  const names = tables.map(({ name }) => `port.${name}`).join(', ')
  return {
    store: postgresStore({ pool, registry, service: 'port', facilityId: '00000000-0000-7000-8000-00000000000f' }),
    empty: async () => void (await pool.query(`TRUNCATE ${names}`)),
    close: () => undefined,
  }
})

describeServiceStore('the model of PostgreSQL', () => {
  const step = () => new Promise<void>((resolve) => setImmediate(resolve))
  const store = modelStore({ registry, service: 'port', constraints, step })
  const nothing = store.copy()
  return { store, empty: () => store.restore(nothing), close: () => undefined }
})
