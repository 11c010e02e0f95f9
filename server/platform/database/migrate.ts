import { createHash } from 'node:crypto'
import pg from 'pg'
import { inTransaction } from './transaction.ts'

/** One step of a schema, in plain SQL. Once released its text never changes: a correction is another step. */
export interface Migration {
  /** `0002-devices`: the order of the list counts, the name is for people. */
  id: string
  sql: string
}

/** The database and this program do not agree on the steps that were made. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/**
 * Brings the schema `service` up to the last of `migrations`; each step is one transaction with its own record.
 * Two processes that start at once wait for each other. Run it as the role that owns the schema.
 * @returns the ids of the steps made now
 * @throws MigrationError where a recorded step is unknown here, out of order, or its text was changed
 */
export async function migrateService(
  pool: pg.Pool,
  service: string,
  migrations: readonly Migration[],
): Promise<string[]> {
  const client = await pool.connect()
  try {
    // not the transaction's: the lock spans all steps
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [`migrate ${service}`])
    try {
      return await migrate(client, service, migrations)
    } finally {
      await client.query('SELECT pg_advisory_unlock(hashtext($1))', [`migrate ${service}`])
    }
  } finally {
    client.release()
  }
}

async function migrate(client: pg.PoolClient, service: string, migrations: readonly Migration[]): Promise<string[]> {
  const schema = pg.escapeIdentifier(service)
  await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.migration (
    position integer PRIMARY KEY, id text NOT NULL UNIQUE, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
  const { rows } = await client.query<{ id: string; checksum: string }>(
    `SELECT id, checksum FROM ${schema}.migration ORDER BY position`,
  )
  rows.forEach((made, i) => {
    requireSame(service, made, migrations[i])
  })
  const missing = migrations.slice(rows.length)
  for (const [i, step] of missing.entries()) await apply(client, schema, rows.length + i, step)
  return missing.map((step) => step.id)
}

function requireSame(service: string, made: { id: string; checksum: string }, known: Migration | undefined): void {
  const place = `The schema of ${service}`
  if (!known) throw new MigrationError(`${place} has the step ${made.id} of a newer version. Start that version.`)
  if (made.id !== known.id)
    throw new MigrationError(`${place} was made with the step ${made.id} where this version has ${known.id}.`)
  if (made.checksum !== checksumOf(known))
    throw new MigrationError(`${place} was made with another text of the step ${made.id}. Add a new step instead.`)
}

async function apply(client: pg.PoolClient, schema: string, position: number, step: Migration): Promise<void> {
  await inTransaction(client, async () => {
    await client.query(`SET LOCAL search_path = ${schema}`)
    await client.query(step.sql)
    await client.query(`INSERT INTO ${schema}.migration (position, id, checksum) VALUES ($1, $2, $3)`, [
      position,
      step.id,
      checksumOf(step),
    ])
  })
}

/** A change of blanks alone is none. */
const checksumOf = ({ sql }: Migration) =>
  createHash('sha256').update(sql.replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 32)
