import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { createPool, type PoolOptions } from './pool.ts'
import type {} from './test-cluster.ts'

export interface TestDatabase {
  /** For pools of the test's own; readable from the first hook or test on. */
  readonly config: pg.PoolConfig
  /** A pool that is closed with the database. */
  pool(options?: PoolOptions): pg.Pool
}

/**
 * Gives the test file (or the describe block) a fresh database on the run's shared cluster; call it at the top.
 * `template` names a database made earlier in the run, such as one that is migrated already.
 */
export function withTestDatabase(options: { template?: string } = {}): TestDatabase {
  const name = `test_${randomBytes(8).toString('hex')}`
  const pools: pg.Pool[] = []
  let config: pg.PoolConfig | undefined
  beforeAll(async () => {
    config = await createDatabase(name, options)
  })
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    await dropDatabase(name)
  })
  const ready = () => {
    if (!config) throw new Error('The test database is made in a hook: use it inside of tests and hooks only.')
    return config
  }
  return {
    get config() {
      return ready()
    },
    pool(poolOptions = {}) {
      const pool = createPool(ready(), poolOptions)
      pools.push(pool)
      return pool
    },
  }
}

/** Makes a database on the shared cluster from a template (nobody may be connected to that one). */
export async function createDatabase(name: string, options: { template?: string } = {}): Promise<pg.PoolConfig> {
  const template = pg.escapeIdentifier(options.template ?? 'template1')
  await onCluster(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${template}`)
  return { ...clusterConfig(), database: name }
}

/** Removes the database, open connections or not. */
export async function dropDatabase(name: string): Promise<void> {
  await onCluster(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
}

function clusterConfig(): pg.PoolConfig {
  const shared = inject('testCluster')
  if (!shared) throw new Error('vitest.config.ts lacks globalSetup: server/platform/postgres/test-cluster.ts')
  if ('missing' in shared) throw new Error(`There is no test database. ${shared.missing}`)
  return shared.connection
}

async function onCluster(statement: string): Promise<void> {
  const client = new pg.Client(clusterConfig())
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
