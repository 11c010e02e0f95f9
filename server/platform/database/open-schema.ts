import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { createPool } from '../postgres/pool.ts'
import { keepSchema, makeAppendOnly } from './append-only.ts'
import { type Migration, migrateService } from './migrate.ts'
import { provisionService } from './provision.ts'

export interface Schema {
  /** Logged in as the service's own role. */
  pool: pg.Pool
}
interface SchemaOptions {
  service: string
  migrations: readonly Migration[]
  /** Where the roles' passwords are kept, mode 0600. */
  secretsDir: string
  /** Tables to which this service may only add; it owns no other then, and its schema is the administrator's. */
  appendOnly?: readonly string[]
}

/** Of every service that takes commands. */
const OWN_CHAIN = 'audit'

/** Makes schema and role of a service where they are missing, migrates, and connects as that role alone. */
export async function openSchema(admin: pg.PoolConfig, options: SchemaOptions): Promise<Schema> {
  const { service, migrations, secretsDir } = options
  const kept = await readPassword(secretsDir, service)
  const adminPool = createPool({ ...admin, max: 1 })
  try {
    const { role, password } = await provisionService(adminPool, service, kept ?? undefined)
    if (kept === null) await keepPassword(secretsDir, service, password)
    const pool = createPool(loginAs(admin, role, password))
    const { appendOnly } = options
    if (appendOnly) await keepSchema(adminPool, { schema: service, role })
    await migrateService(appendOnly ? adminPool : pool, service, migrations)
    for (const table of appendOnly ?? [OWN_CHAIN]) await makeAppendOnly(adminPool, { schema: service, role }, table)
    return { pool }
  } finally {
    await adminPool.end()
  }
}

function loginAs(admin: pg.PoolConfig, user: string, password: string): pg.PoolConfig {
  if (!admin.connectionString) return { ...admin, user, password, max: 10 }
  const url = new URL(admin.connectionString)
  // as parameters: an address of a Unix socket has no host, and so no place for a user before it
  url.searchParams.set('user', user)
  url.searchParams.set('password', password)
  return { connectionString: url.href, max: 10 }
}

const fileOf = (dir: string, service: string) => join(dir, 'secrets', `${service}.password`)

async function readPassword(dir: string, service: string): Promise<string | null> {
  try {
    return (await readFile(fileOf(dir, service), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function keepPassword(dir: string, service: string, password: string): Promise<void> {
  await mkdir(join(dir, 'secrets'), { recursive: true, mode: 0o700 })
  await writeFile(fileOf(dir, service), `${password}\n`, { mode: 0o600 })
}
