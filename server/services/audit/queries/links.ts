import type pg from 'pg'

export interface ChainId {
  facilityId: string
  deviceId: string
  chain: string
}
export interface NewLink {
  seq: number
  prev: string
  hash: string
  entry: string
  at: number | null
  actor: string | null
  action: string | null
  subject: string | null
  ward: string | null
  patients: string[]
}
type Client = pg.Pool | pg.PoolClient

const place = ({ facilityId, deviceId, chain }: ChainId) => [facilityId, deviceId, chain]

/** Held until the transaction ends: one workstation may send twice at once. */
export async function holdChain(client: pg.PoolClient, of: ChainId): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [place(of).join(' ')])
}

export async function headOf(client: Client, of: ChainId): Promise<{ seq: number; hash: string } | null> {
  const { rows } = await client.query<{ seq: number; hash: string }>(
    `SELECT seq, hash FROM link WHERE facility_id = $1 AND device_id = $2 AND chain = $3 ORDER BY seq DESC LIMIT 1`,
    place(of),
  )
  return rows[0] ?? null
}

/** Hashes by number, of the links from `from` on, at most `limit`. */
export async function hashesFrom(client: Client, of: ChainId, from: number, limit: number) {
  const { rows } = await client.query<{ seq: number; hash: string }>(
    `SELECT seq, hash FROM link WHERE facility_id = $1 AND device_id = $2 AND chain = $3 AND seq >= $4
     ORDER BY seq LIMIT $5`,
    [...place(of), from, limit],
  )
  return new Map(rows.map(({ seq, hash }) => [seq, hash]))
}

export async function addLinks(client: pg.PoolClient, of: ChainId, at: number, links: readonly NewLink[]) {
  await client.query(
    `INSERT INTO link (facility_id, device_id, chain, received_at, seq, prev, hash, entry, at, actor, action, subject, ward, patients)
     SELECT $1, $2, $3, $4, t.seq, t.prev, t.hash, t.entry, t.at, t.actor, t.action, t.subject, t.ward, t.patients
     FROM json_to_recordset($5::json) AS t(seq bigint, prev text, hash text, entry text, at bigint, actor text,
       action text, subject text, ward text, patients text[])`,
    [...place(of), at, JSON.stringify(links)],
  )
}

export async function addHead(
  client: pg.PoolClient,
  of: ChainId,
  head: { publicKey: string; seq: number; hash: string; signature: string; at: number },
): Promise<void> {
  await client.query(
    `INSERT INTO chain (facility_id, device_id, chain, public_key, begun_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [...place(of), head.publicKey, head.at],
  )
  await client.query(
    `INSERT INTO head (facility_id, device_id, chain, seq, hash, signature, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [...place(of), head.seq, head.hash, head.signature, head.at],
  )
}
