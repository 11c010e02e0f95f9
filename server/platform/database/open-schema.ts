import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { createPool } from '../postgres/pool.ts'
import { keepSchema, makeAppendOnly } from './append-only.ts'
import { homeOf } from './homes.ts'
import { type Migration, migrateService } from './migrate.ts'
import { provisionService } from './provision.ts'

export interface Schema {
  /** Logged in as the service's own role. */
  pool: pg.Pool
}
interface SchemaOptions {
  service: string
  migrations: readonly Migration[]
  /** Where the roles' passwords are kept, mode 0600, and where services are that were moved. */
  secretsDir: string
  /** Tables to which this service may only add; it owns no other then, and its schema is the administrator's. */
  appendOnly?: readonly string[]
}

/** Of every service that takes commands. */
export const OWN_CHAIN = 'audit'

/**
 * Makes schema and role of a service where they are missing, migrates, and connects as that role alone. A service that
 * is moved while it works is followed: each new connection goes where it is.
 * @param shared where it is if it was never moved
 */
export async function openSchema(shared: pg.PoolConfig, options: SchemaOptions): Promise<Schema> {
  const { service, migrations, secretsDir } = options
  const kept = await readPassword(secretsDir, service)
  const admin = adminOf(shared, secretsDir, service)
  const adminPool = createPool({ ...admin, max: 1 })
  try {
    const { role, password } = await provisionService(adminPool, service, kept ?? undefined)
    if (kept === null) await keepPassword(secretsDir, service, password)
    const pool = createPool({ max: CONNECTIONS }, { login: following(shared, { secretsDir, service, role, password }) })
    const { appendOnly } = options
    if (appendOnly) await keepSchema(adminPool, { schema: service, role })
    await migrateService(appendOnly ? adminPool : pool, service, migrations)
    for (const table of appendOnly ?? [OWN_CHAIN]) await makeAppendOnly(adminPool, { schema: service, role }, table)
    return { pool }
  } finally {
    await adminPool.end()
  }
}

const CONNECTIONS = 10

/** Who may make roles and schemas where the service is now. */
export function adminOf(shared: pg.PoolConfig, dir: string, service: string): pg.PoolConfig {
  const url = homeOf(dir, service)?.url
  return url ? { connectionString: url } : shared
}

function following(
  shared: pg.PoolConfig,
  of: { secretsDir: string; service: string; role: string; password: string },
): () => pg.PoolConfig {
  const now = () =>
    loginAs(adminOf(shared, of.secretsDir, of.service), homeOf(of.secretsDir, of.service)?.role ?? of.role, of.password)
  let known = now()
  return () => {
    try {
      known = now()
    } catch {
      // the file cannot be read at this moment; a place that was left lets nobody in
    }
    return known
  }
}

function loginAs(admin: pg.PoolConfig, user: string, password: string): pg.PoolConfig {
  if (!admin.connectionString) return { ...admin, user, password }
  const url = new URL(admin.connectionString)
  // as parameters: an address of a Unix socket has no host, and so no place for a user before it
  url.searchParams.set('user', user)
  url.searchParams.set('password', password)
  return { connectionString: url.href }
}

const fileOf = (dir: string, service: string) => join(dir, 'secrets', `${service}.password`)

export async function readPassword(dir: string, service: string): Promise<string | null> {
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
