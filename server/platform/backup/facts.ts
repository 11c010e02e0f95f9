import pg from 'pg'

/** What can be told of a database without a row of it: counts, versions and digests by name. */
export type Facts = Record<string, string | number>
/** Tables of the rows that commands write, by service. */
export type Tables = Readonly<Record<string, readonly string[]>>

/**
 * Reads what stands in a database at one moment, and gives that moment a name to which the log can be replayed.
 * Commands wait for some milliseconds, until the moment is fixed; the counting after it holds nobody up.
 */
export async function factsAtPoint(admin: pg.ClientConfig, tables: Tables, point: string): Promise<Facts> {
  const [holder, reader] = [new pg.Client(admin), new pg.Client(admin)]
  try {
    await Promise.all([holder.connect(), reader.connect()])
    const services = await servicesIn(reader)
    await holder.query("BEGIN; SET LOCAL lock_timeout = '20s'")
    // the counter is what a command takes last: whoever has it is through before this returns
    for (const service of services) await holder.query(`LOCK TABLE ${counterOf(service)} IN SHARE MODE`)
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await reader.query('SELECT count(*) FROM pg_class')
    await holder.query('SELECT pg_create_restore_point($1)', [point])
    await holder.query('COMMIT')
    return await readFacts(reader, services, tables)
  } finally {
    await Promise.all([holder.end(), reader.end()])
  }
}

/** As the database is now. */
export async function factsNow(admin: pg.ClientConfig, tables: Tables): Promise<Facts> {
  const reader = new pg.Client(admin)
  await reader.connect()
  try {
    return await readFacts(reader, await servicesIn(reader), tables)
  } finally {
    await reader.end()
  }
}

const counterOf = (service: string) => `${pg.escapeIdentifier(service)}.feed_counter`

async function servicesIn(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ service: string }>(
    `SELECT table_schema AS service FROM information_schema.tables WHERE table_name = 'feed_counter' ORDER BY 1`,
  )
  return rows.map(({ service }) => service)
}

async function readFacts(client: pg.Client, services: readonly string[], tables: Tables): Promise<Facts> {
  const facts: Facts = {}
  for (const service of services) {
    const schema = pg.escapeIdentifier(service)
    const { rows } = await client.query<Record<string, string>>(
      `SELECT (SELECT coalesce(max(ver), 0)::text FROM ${schema}.feed_counter) AS version,
        (SELECT count(*)::text FROM ${schema}.feed) AS "feed entries",
        (SELECT md5(string_agg(md5(f::text), '' ORDER BY facility_id, ver, seq)) FROM ${schema}.feed f) AS "feed digest",
        (SELECT md5(string_agg(md5(s::text), '' ORDER BY facility_id, scope)) FROM ${schema}.feed_scope s) AS "scope digests"`,
    )
    for (const [name, value] of Object.entries(rows[0] ?? {})) facts[`${service}: ${name}`] = value ?? ''
    for (const table of tables[service] ?? []) {
      const counted = await client.query<{ n: string }>(
        `SELECT count(*)::text AS n FROM ${schema}.${pg.escapeIdentifier(table)}`,
      )
      facts[`${service}: rows of ${table}`] = Number(counted.rows[0]?.n)
    }
  }
  return facts
}

/** Names of what is not the same, with both values. */
export function differences(before: Facts, after: Facts): string[] {
  return Object.keys({ ...before, ...after })
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${before[name] ?? 'absent'} in the backup, ${after[name] ?? 'absent'} restored`)
}
