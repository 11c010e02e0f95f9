import type pg from 'pg'
import type { EntryLine } from '../../../../src-shared/audit/file.ts'
import type { SignedAnchor } from '../../../../src-shared/audit/protocol.ts'
import type { ChainId } from './links.ts'

export interface Attestation {
  seq: number
  hash: string
  signature: string
}
type Entry = Omit<EntryLine, 'type'>
const PAGE = 2_000

/** A workstation's entries from the first to number `to`, a page at a time. */
export async function* linkPages(pool: pg.Pool, of: ChainId, to: number): AsyncGenerator<Entry[]> {
  for (let after = 0; after < to; ) {
    const { rows } = await pool.query<Entry>(
      `SELECT seq, prev, hash, entry, received_at AS "receivedAt" FROM link
       WHERE facility_id = $1 AND device_id = $2 AND chain = $3 AND seq > $4 AND seq <= $5 ORDER BY seq LIMIT $6`,
      [of.facilityId, of.deviceId, of.chain, after, to, PAGE],
    )
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)?.seq ?? to
  }
}

/** A page of a service's own chain of a device. */
export async function servicePage(
  pool: pg.Pool,
  of: Pick<ChainId, 'facilityId' | 'deviceId'>,
  after: number,
  to: number,
): Promise<Entry[]> {
  const { rows } = await pool.query<Omit<Entry, 'receivedAt'>>(
    `SELECT seq, prev, hash, entry FROM audit
     WHERE facility_id = $1 AND device_id = $2 AND seq > $3 AND seq <= $4 ORDER BY seq LIMIT $5`,
    [of.facilityId, of.deviceId, after, to, PAGE],
  )
  return rows.map((row) => ({ ...row, receivedAt: null }))
}

/** What the workstation signed about its chain, in order. */
export async function headsOf(pool: pg.Pool, of: ChainId, to: number): Promise<Attestation[]> {
  const { rows } = await pool.query<Attestation>(
    `SELECT seq, hash, signature FROM head
     WHERE facility_id = $1 AND device_id = $2 AND chain = $3 AND seq <= $4 ORDER BY seq`,
    [of.facilityId, of.deviceId, of.chain, to],
  )
  return rows
}

interface AnchorCells extends Attestation {
  at: number
}

/** What the server attested about a chain, in order; also what lies behind its end, so that a reader misses it. */
export async function anchorsOf(pool: pg.Pool, of: ChainId & { of: string }): Promise<SignedAnchor[]> {
  const { rows } = await pool.query<AnchorCells>(
    `SELECT seq, hash, at, signature FROM anchor
     WHERE facility_id = $1 AND "of" = $2 AND device_id = $3 AND chain = $4 ORDER BY seq`,
    [of.facilityId, of.of, of.deviceId, of.chain],
  )
  const place = { v: 1 as const, facility: of.facilityId, of: of.of, device: of.deviceId, chain: of.chain }
  return rows.map(({ signature, ...stand }) => ({ anchor: { ...place, ...stand }, signature }))
}
