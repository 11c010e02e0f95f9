import type pg from 'pg'
import type { Problem } from '../../../src-shared/kernel/errors.ts'

/** An entry that the service refused or kept aside. What stands in it stays where it is kept. */
export interface StuckEntry {
  id: string
  /** Null where not even that could be trusted. */
  commandId: string | null
  status: 'rejected' | 'quarantined'
  problem: Problem | null
  /** `ward.admit`; '' where it could not be read. */
  name: string
  version: number | null
  actorId: string | null
  /** Epoch ms. */
  occurredAt: number | null
  receivedAt: number
}
interface Kept extends Pick<StuckEntry, 'id' | 'commandId' | 'status' | 'problem' | 'receivedAt'> {
  body: unknown
}

const STUCK = `status IN ('rejected', 'quarantined')`

export async function stuckCounts(pool: pg.Pool, facilityId: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ deviceId: string; count: number }>(
    `SELECT device_id AS "deviceId", count(*) AS count FROM kept_command
     WHERE facility_id = $1 AND ${STUCK} GROUP BY device_id`,
    [facilityId],
  )
  return new Map(rows.map(({ deviceId, count }) => [deviceId, count]))
}

/** Newest first. */
export async function stuckOf(
  pool: pg.Pool,
  facilityId: string,
  deviceId: string,
  limit: number,
): Promise<StuckEntry[]> {
  const { rows } = await pool.query<Kept>(
    `SELECT id, command_id AS "commandId", status, problem, received_at AS "receivedAt", body FROM kept_command
     WHERE facility_id = $1 AND device_id = $2 AND ${STUCK} ORDER BY received_at DESC, id DESC LIMIT $3`,
    [facilityId, deviceId, limit],
  )
  return rows.map(({ body, ...kept }) => ({ ...kept, ...headOf(body) }))
}

/** Read here and not by the database: a quarantined body may hold what its text type refuses. */
function headOf(body: unknown): Pick<StuckEntry, 'name' | 'version' | 'actorId' | 'occurredAt'> {
  const record = field(body, 'record') ?? body
  const [name, version, occurredAt] = [field(record, 'name'), field(record, 'version'), field(record, 'occurredAt')]
  const actorId = field(field(record, 'actor'), 'userId')
  return {
    name: typeof name === 'string' ? name.slice(0, 80) : '',
    version: typeof version === 'number' ? version : null,
    actorId: typeof actorId === 'string' ? actorId.slice(0, 40) : null,
    occurredAt: typeof occurredAt === 'number' ? occurredAt : null,
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
