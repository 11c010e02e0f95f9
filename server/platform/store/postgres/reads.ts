import type pg from 'pg'
import type { AuditHead, AuditLink, Counts } from '../port.ts'
import type { Place } from './place.ts'

export async function countsOf({ schema, facilityId }: Place, pool: pg.Pool): Promise<Counts> {
  const { rows } = await pool.query<Counts>(
    `SELECT coalesce((SELECT ver FROM ${schema}.feed_counter WHERE facility_id = $1), 0)::float8 AS ver,
      (SELECT count(*) FROM ${schema}.outcome WHERE facility_id = $1)::float8 AS commands,
      count(*) FILTER (WHERE status = 'rejected')::float8 AS rejected,
      count(*) FILTER (WHERE status = 'quarantined')::float8 AS quarantined,
      count(*) FILTER (WHERE status = 'flagged')::float8 AS flagged
     FROM ${schema}.kept_command WHERE facility_id = $1`,
    [facilityId],
  )
  return rows[0] as Counts
}

export async function consumerCursor({ schema, facilityId }: Place, pool: pg.Pool, consumer: string): Promise<number> {
  const { rows } = await pool.query<{ ver: number }>(
    `SELECT ver FROM ${schema}.consumer_cursor WHERE facility_id = $1 AND consumer = $2`,
    [facilityId, consumer],
  )
  return Number(rows[0]?.ver ?? 0)
}

export async function auditLinks(
  { schema, facilityId }: Place,
  pool: pg.Pool,
  of: { deviceId: string; seq: number; limit: number },
): Promise<AuditLink[]> {
  const { rows } = await pool.query<AuditLink>(
    `SELECT seq, prev, hash, entry FROM ${schema}.audit
     WHERE facility_id = $1 AND device_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
    [facilityId, of.deviceId, of.seq, of.limit],
  )
  return rows.map((link) => ({ ...link, seq: Number(link.seq) }))
}

export async function auditHead({ schema, facilityId }: Place, pool: pg.Pool, deviceId: string) {
  const { rows } = await pool.query<AuditHead>(
    `SELECT seq, hash FROM ${schema}.audit_head WHERE facility_id = $1 AND device_id = $2`,
    [facilityId, deviceId],
  )
  return rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash } : null
}
