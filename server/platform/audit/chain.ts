import type pg from 'pg'
import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'

export interface AuditPlace {
  schema: string
  facilityId: string
  deviceId: string
}
/** One link: its hash covers the hash before it, so that nothing can be taken out or changed unseen. */
export interface AuditLink {
  seq: number
  prev: string
  hash: string
  /** Canonical JSON. */
  entry: string
}

const START = '0'.repeat(64)

/** Chains `entries` behind the device's last link, which is held until the transaction ends. Writes nothing. */
export async function nextLinks(
  client: pg.ClientBase,
  place: AuditPlace,
  entries: readonly Record<string, unknown>[],
  sha256Hex: (text: string) => string,
): Promise<AuditLink[]> {
  if (entries.length === 0) return []
  const { rows } = await client.query<{ seq: number; hash: string }>({
    name: 'audit head',
    text: `INSERT INTO ${place.schema}.audit_head AS h (facility_id, device_id, seq, hash) VALUES ($1, $2, 0, $3)
      ON CONFLICT (facility_id, device_id) DO UPDATE SET seq = h.seq RETURNING seq, hash`,
    values: [place.facilityId, place.deviceId, START],
  })
  let prev = rows[0]?.hash ?? START
  let seq = Number(rows[0]?.seq ?? 0)
  return entries.map((value) => {
    const entry = canonicalJson(value)
    const link = { seq: ++seq, prev, hash: sha256Hex(prev + entry), entry }
    prev = link.hash
    return link
  })
}

/** The sequence number of the first link that does not fit, or null where the whole chain holds. */
export async function verifyChain(
  client: Pick<pg.Pool, 'query'>,
  place: AuditPlace,
  sha256Hex: (text: string) => string,
): Promise<number | null> {
  const of = [place.facilityId, place.deviceId]
  let [prev, seq] = [START, 0]
  for (;;) {
    const { rows } = await client.query<AuditLink>(
      `SELECT seq, prev, hash, entry FROM ${place.schema}.audit
       WHERE facility_id = $1 AND device_id = $2 AND seq > $3 ORDER BY seq LIMIT 1000`,
      [...of, seq],
    )
    for (const link of rows) {
      if (Number(link.seq) !== seq + 1 || link.prev !== prev || sha256Hex(prev + link.entry) !== link.hash)
        return seq + 1
      seq++
      prev = link.hash
    }
    if (rows.length === 0) break
  }
  const { rows } = await client.query<{ seq: number; hash: string }>(
    `SELECT seq, hash FROM ${place.schema}.audit_head WHERE facility_id = $1 AND device_id = $2`,
    of,
  )
  const head = rows[0]
  return !head || (Number(head.seq) === seq && head.hash === prev) ? null : seq + 1
}
