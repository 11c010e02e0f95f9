import { join } from 'node:path'
import pg from 'pg'
import { resolveDatabase } from '../../server/platform/postgres/connect.ts'

/** Asks a stopped hospital's database for numbers; each query gives one. */
export async function countRows<Name extends string>(
  dataDir: string,
  queries: Record<Name, string>,
): Promise<Record<Name, number>> {
  const database = await resolveDatabase({}, join(dataDir, 'pg'))
  const client = new pg.Client(database.admin)
  try {
    await client.connect()
    const counted: [string, number][] = []
    for (const [name, sql] of Object.entries<string>(queries)) {
      const { rows } = await client.query<{ n: string }>(`SELECT (${sql}) AS n`)
      counted.push([name, Number(rows[0]?.n)])
    }
    return Object.fromEntries(counted) as Record<Name, number>
  } finally {
    await client.end()
    await database.stop()
  }
}
