import type pg from 'pg'
import { createPool } from '../../platform/postgres/pool.ts'

/** One process at a time makes roles, passwords and epochs of a service, and runs its migrations. */
export async function oneAtATime<T>(admin: pg.PoolConfig, service: string, work: () => Promise<T>): Promise<T> {
  const pool = createPool({ ...admin, max: 1 })
  try {
    await pool.query('SELECT pg_advisory_lock(hashtext($1))', [`open ${service}`])
    return await work()
  } finally {
    await pool.end()
  }
}
