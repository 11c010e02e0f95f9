import type pg from 'pg'
import type { SignedAnchor } from '../../../../src-shared/audit/protocol.ts'

interface Cells {
  facility: string
  of: string
  device: string
  chain: string
  seq: number
  hash: string
  at: number
  signature: string
}
const COLUMNS = `facility_id AS facility, "of", device_id AS device, chain, seq, hash, at, signature`
const signed = ({ signature, ...anchor }: Cells): SignedAnchor => ({ anchor: { v: 1, ...anchor }, signature })

export async function lastAnchor(
  client: pg.Pool | pg.PoolClient,
  of: { facilityId: string; of: string; deviceId: string; chain: string },
): Promise<SignedAnchor | null> {
  const { rows } = await client.query<Cells>(
    `SELECT ${COLUMNS} FROM anchor WHERE facility_id = $1 AND "of" = $2 AND device_id = $3 AND chain = $4
     ORDER BY seq DESC LIMIT 1`,
    [of.facilityId, of.of, of.deviceId, of.chain],
  )
  return rows[0] ? signed(rows[0]) : null
}

/** Newest of every chain, workstations' and services'. */
export async function newestAnchors(client: pg.Pool, facilityId: string): Promise<SignedAnchor[]> {
  const { rows } = await client.query<Cells>(
    `SELECT DISTINCT ON ("of", device_id, chain) ${COLUMNS} FROM anchor WHERE facility_id = $1
     ORDER BY "of", device_id, chain, seq DESC`,
    [facilityId],
  )
  return rows.map(signed)
}

export async function addAnchors(client: pg.Pool, anchors: readonly SignedAnchor[]): Promise<void> {
  await client.query(
    `INSERT INTO anchor (facility_id, "of", device_id, chain, seq, hash, at, signature)
     SELECT t.facility, t."of", t.device, t.chain, t.seq, t.hash, t.at, t.signature
     FROM jsonb_to_recordset($1::jsonb) AS t(facility uuid, "of" text, device uuid, chain text, seq bigint, hash text,
       at bigint, signature text) ON CONFLICT DO NOTHING`,
    [JSON.stringify(anchors.map(({ anchor, signature }) => ({ ...anchor, signature })))],
  )
}

/** Where each workstation's chain stands. */
export async function chainHeads(client: pg.Pool | pg.PoolClient, facilityId: string) {
  const { rows } = await client.query<{ device: string; chain: string; seq: number; hash: string; publicKey: string }>(
    `SELECT c.device_id AS device, c.chain, l.seq, l.hash, c.public_key AS "publicKey" FROM chain c
     CROSS JOIN LATERAL (SELECT seq, hash FROM link l WHERE l.facility_id = c.facility_id AND l.device_id = c.device_id
       AND l.chain = c.chain ORDER BY seq DESC LIMIT 1) l
     WHERE c.facility_id = $1 ORDER BY c.device_id, c.begun_at, c.chain`,
    [facilityId],
  )
  return rows
}

/** Where each device's chain stands within a service: asked of that service's own tables. */
export async function serviceHeads(pool: pg.Pool | pg.PoolClient, facilityId: string) {
  const { rows } = await pool.query<{ device: string; seq: number; hash: string }>(
    `SELECT device_id AS device, seq, hash FROM audit_head WHERE facility_id = $1 ORDER BY device_id`,
    [facilityId],
  )
  return rows
}
