import type pg from 'pg'
import { z } from 'zod'
import { type StationReport, stationReportSchema } from '../../../src-shared/sync/station-report.ts'

/** What is known of a workstation at one service. Null: its version does not tell, or it never pulled. */
export interface StationState {
  deviceId: string
  /** Epoch ms, by the server's clock. */
  lastContactAt: number
  version: string | null
  /** Feed version that it has. */
  cursor: number | null
  queue: number | null
  oldestUnsentAt: number | null
  refused: number | null
  /** How often rows there differed from the server's and were fetched anew. */
  mismatches: number | null
  /** Its clock minus the server's, ms. */
  clockSkewMs: number | null
  rebuilding: boolean
  /** The rebuild that it carried out last. */
  rebuilt: string | null
}
const cursorSchema = z.object({ cursor: z.coerce.number().int().nonnegative() })
interface Parts {
  pool: pg.Pool
  facilityId: string
  now(): number
  /** Rows of a workstation differed from the server's, so often since it told last. */
  onMismatch(deviceId: string, times: number): void
}

/**
 * What the workstations tell a service about themselves: kept in memory with every request and written every few
 * seconds, so that no request waits for it. What a crash loses is told again with the next pull.
 */
export class StationLedger {
  readonly #parts: Parts
  readonly #states = new Map<string, StationState>()
  readonly #unsaved = new Set<string>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** It pushed. */
  met(deviceId: string): void {
    const before = this.#states.get(deviceId) ?? unknown(deviceId)
    this.#set({ ...before, lastContactAt: this.#parts.now() })
  }

  /** It pulled; `query` may hold its report. One that cannot be read is none: a pull is never refused for it. */
  heard(deviceId: string, query: unknown): void {
    const lastContactAt = this.#parts.now()
    const told = stationReportSchema.safeParse(query)
    const before = this.#states.get(deviceId) ?? unknown(deviceId)
    const report = told.success ? readable(told.data, lastContactAt) : {}
    const cursor = cursorSchema.safeParse(query).data?.cursor ?? before.cursor
    const times = (report.mismatches ?? 0) - (before.mismatches ?? report.mismatches ?? 0)
    if (times > 0) this.#parts.onMismatch(deviceId, times)
    this.#set({ ...before, cursor, lastContactAt, ...report })
  }

  #set(state: StationState): void {
    this.#states.set(state.deviceId, state)
    this.#unsaved.add(state.deviceId)
  }

  get = (deviceId: string): StationState | null => this.#states.get(deviceId) ?? null

  /** Of every workstation that ever came. */
  async list(): Promise<StationState[]> {
    await this.save()
    const { rows } = await this.#parts.pool.query<StationState>(
      `SELECT device_id AS "deviceId", last_contact_at AS "lastContactAt", version, cursor, queue,
        oldest_unsent_at AS "oldestUnsentAt", refused, mismatches, clock_skew_ms AS "clockSkewMs", rebuilding, rebuilt
       FROM station_state WHERE facility_id = $1`,
      [this.#parts.facilityId],
    )
    return rows
  }

  /** Writes what is new in one statement; what could not be written is tried again at the next call. */
  async save(): Promise<void> {
    const states = [...this.#unsaved].flatMap((deviceId) => this.#states.get(deviceId) ?? [])
    if (states.length === 0) return
    this.#unsaved.clear()
    try {
      await this.#parts.pool.query(UPSERT, [this.#parts.facilityId, JSON.stringify(states)])
    } catch (error) {
      for (const { deviceId } of states) this.#unsaved.add(deviceId)
      throw error
    }
  }
}

const readable = (told: StationReport, at: number): Partial<StationState> => ({
  version: told.version,
  queue: told.queue,
  refused: told.refused,
  mismatches: told.mismatches,
  oldestUnsentAt: told.oldest || null,
  clockSkewMs: told.now - at,
  rebuilding: told.rebuilding === 1,
  rebuilt: told.rebuilt || null,
})

const unknown = (deviceId: string): StationState => ({
  ...{ deviceId, lastContactAt: 0, version: null, cursor: null, queue: null, oldestUnsentAt: null },
  ...{ refused: null, mismatches: null, clockSkewMs: null, rebuilding: false, rebuilt: null },
})

/** A push tells less than a pull: what it leaves out stays. */
const UPSERT = `
  INSERT INTO station_state AS s (facility_id, device_id, last_contact_at, version, cursor, queue, oldest_unsent_at,
    refused, mismatches, clock_skew_ms, rebuilding, rebuilt)
  SELECT $1, t."deviceId", t."lastContactAt", t.version, t.cursor, t.queue, t."oldestUnsentAt", t.refused, t.mismatches,
    t."clockSkewMs", t.rebuilding, t.rebuilt
  FROM jsonb_to_recordset($2::jsonb) AS t("deviceId" uuid, "lastContactAt" bigint, version text, cursor bigint,
    queue integer, "oldestUnsentAt" bigint, refused integer, mismatches integer, "clockSkewMs" bigint, rebuilding boolean, rebuilt uuid)
  ON CONFLICT (facility_id, device_id) DO UPDATE SET last_contact_at = excluded.last_contact_at,
    version = coalesce(excluded.version, s.version), cursor = coalesce(excluded.cursor, s.cursor),
    queue = coalesce(excluded.queue, s.queue), refused = coalesce(excluded.refused, s.refused),
    mismatches = coalesce(excluded.mismatches, s.mismatches),
    oldest_unsent_at = CASE WHEN excluded.queue IS NULL THEN s.oldest_unsent_at ELSE excluded.oldest_unsent_at END,
    clock_skew_ms = coalesce(excluded.clock_skew_ms, s.clock_skew_ms),
    rebuilding = CASE WHEN excluded.version IS NULL THEN s.rebuilding ELSE excluded.rebuilding END,
    rebuilt = coalesce(excluded.rebuilt, s.rebuilt)`
