import type pg from 'pg'

export interface EventCells {
  at: number
  receivedAt: number
  device: string
  chain: string
  seq: number
  actor: string | null
  action: string
  patients: string[]
  ward: string | null
  reason: { by?: string; code?: string } | null
}
/** By whom or about whom; both null with `glass`: where the glass was broken. */
export interface EventFilter {
  actor: string | null
  patient: string | null
  glass: boolean
  /** Behind this one, in the direction of older ones. */
  before: readonly [at: number, device: string, chain: string, seq: number] | null
  limit: number
}

const COLUMNS = `at, received_at AS "receivedAt", device_id AS device, chain, seq, actor, action, patients, ward,
  entry::json -> 'reason' AS reason`
const GLASS = `(action LIKE 'command:identity.breakGlass@%' OR entry LIKE '%"by":"breakGlass"%')`

/** Newest first. */
export async function eventsOf(pool: pg.Pool, facilityId: string, filter: EventFilter): Promise<EventCells[]> {
  const { actor, patient, glass, before, limit } = filter
  const values: unknown[] = [facilityId]
  const value = (each: unknown) => `$${values.push(each)}`
  const wheres = ['facility_id = $1', 'at IS NOT NULL']
  if (actor !== null) wheres.push(`actor = ${value(actor)}`)
  if (patient !== null) wheres.push(`patients @> ARRAY[${value(patient)}]`)
  if (glass) wheres.push(GLASS)
  if (before) wheres.push(`(at, device_id, chain, seq) < (${before.map(value).join(', ')})`)
  const { rows } = await pool.query<EventCells>(
    `SELECT ${COLUMNS} FROM link WHERE ${wheres.join(' AND ')}
     ORDER BY at DESC, device_id DESC, chain DESC, seq DESC LIMIT ${value(limit)}`,
    values,
  )
  return rows
}

/** Reads of patients since a time, newest first, at most `limit`. */
export async function readsSince(pool: pg.Pool, facilityId: string, since: number, limit: number) {
  const { rows } = await pool.query<EventCells>(
    `SELECT ${COLUMNS} FROM link WHERE facility_id = $1 AND at >= $2 AND action LIKE 'read.%' AND patients <> '{}'
     ORDER BY at DESC, device_id DESC, chain DESC, seq DESC LIMIT $3`,
    [facilityId, since, limit],
  )
  return rows
}
