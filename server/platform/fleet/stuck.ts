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

/** Until a person has closed it in the inbox. What had no trusted id stands for as long as it is kept. */
const STUCK = `k.status IN ('rejected', 'quarantined') AND NOT EXISTS (SELECT 1 FROM inbox_item i
  WHERE i.facility_id = k.facility_id AND i.command_id = k.command_id AND i.state = 'closed')`

export async function stuckCounts(pool: pg.Pool, facilityId: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ deviceId: string; count: number }>(
    `SELECT k.device_id AS "deviceId", count(*) AS count FROM kept_command k
     WHERE k.facility_id = $1 AND ${STUCK} GROUP BY k.device_id`,
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
    `SELECT k.id, k.command_id AS "commandId", k.status, k.problem, k.received_at AS "receivedAt", k.body
     FROM kept_command k WHERE k.facility_id = $1 AND k.device_id = $2 AND ${STUCK}
     ORDER BY k.received_at DESC, k.id DESC LIMIT $3`,
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
