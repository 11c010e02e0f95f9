import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { ClusterError } from '../../postgres/errors.ts'
import { createPool } from '../../postgres/pool.ts'
import { forgetPlace, holdPlace, type Place, placeOf, setPlace } from '../place.ts'
import { transaction } from '../transaction.ts'
import { quoted } from './tables.ts'

interface Fenced {
  service: string
  role: string
  place: Place
}

/** What is being written may end; whoever is still at it then is put out, and sends it again. */
const GRACE_MS = 300
const LONGEST_MS = 10_000
const LOOK_MS = 20

/**
 * Nobody may enter as the service's role, whoever is inside leaves, and the schema is closed to the role. After it
 * nothing changes there, whatever a process still believes. @throws ClusterError MOVE_FENCE
 */
export async function fence(source: pg.Pool, { service, role, place }: Fenced): Promise<void> {
  await transaction(source, async (client) => {
    await holdPlace(client, service)
    await setPlace(client, service, { ...place, state: 'fencing' })
    await client.query(`ALTER ROLE ${quoted(role)} NOLOGIN`)
  })
  await putOut(source, role)
  await transaction(source, async (client) => {
    await holdPlace(client, service)
    await setPlace(client, service, { ...place, state: 'fenced' })
    await client.query(`ALTER SCHEMA ${quoted(service)} OWNER TO CURRENT_USER`)
    await client.query(`REVOKE ALL ON SCHEMA ${quoted(service)} FROM ${quoted(role)}`)
  })
}

async function putOut(source: pg.Pool, role: string): Promise<void> {
  const inside = `FROM pg_stat_activity WHERE usename = $1 AND datname = current_database()`
  const began = Date.now()
  for (;;) {
    const { rows } = await source.query<{ inside: number }>(`SELECT count(*)::int AS inside ${inside}`, [role])
    if (rows[0]?.inside === 0) return
    const waited = Date.now() - began
    if (waited > LONGEST_MS)
      throw new ClusterError('MOVE_FENCE', `${rows[0]?.inside} connections of ${role} do not end.`)
    await source.query(
      `SELECT pg_terminate_backend(pid) ${inside} AND ($2 OR (state = 'idle' AND state_change < now() - interval '20 ms'))`,
      [role, waited > GRACE_MS],
    )
    await pause(LOOK_MS)
  }
}

/**
 * Opens what services left in a database, as old as it is: for a drill on a copy, never where somebody works.
 * @returns their names
 */
export async function reopenLeft(config: pg.PoolConfig): Promise<string[]> {
  const copy = createPool({ ...config, max: 2 })
  try {
    const known = await copy.query(`SELECT 1 WHERE to_regclass('carecode_move.place') IS NOT NULL`)
    if (known.rowCount === 0) return []
    const { rows } = await copy.query<{ service: string; role: string }>(
      `SELECT service, left(current_database() || '_' || service, 63) AS role FROM carecode_move.place WHERE state = 'left'`,
    )
    for (const { service, role } of rows)
      await unfence(copy, { service, role, place: (await placeOf(copy, service)) as Place }, 'stays')
    return rows.map(({ service }) => service)
  } finally {
    await copy.end()
  }
}

/** The service goes on where it was. `then`: still leaving, or as if no move had been. */
export async function unfence(source: pg.Pool, { service, role, place }: Fenced, then: 'leaving' | 'stays') {
  await transaction(source, async (client) => {
    await holdPlace(client, service)
    if (then === 'stays') await forgetPlace(client, service)
    else await setPlace(client, service, { ...place, state: 'leaving' })
    await client.query(`GRANT USAGE ON SCHEMA ${quoted(service)} TO ${quoted(role)}`)
    if (place.owner === role) await client.query(`ALTER SCHEMA ${quoted(service)} OWNER TO ${quoted(role)}`)
    await client.query(`ALTER ROLE ${quoted(role)} LOGIN`)
  })
}
