import type pg from 'pg'
import type { StationAsk } from '../../../src-shared/sync/station-report.ts'

export interface Rebuilds {
  /** What a workstation is still asked for; `done`: the request that it carried out last. */
  asksOf(deviceId: string, done: string | null): Promise<StationAsk[]>
  list(): Promise<{ deviceId: string; request: string; askedAt: number; askedBy: string }[]>
  /** Another one was asked for. */
  changed(): void
}

/** The rebuilds that administrators ask for. Read once and kept: every pull of a workstation asks. */
export function createRebuilds(pool: pg.Pool, facilityId: string): Rebuilds {
  let known: Promise<ReadonlyMap<string, string>> | null = null
  const list: Rebuilds['list'] = async () => {
    const { rows } = await pool.query(
      `SELECT id AS "deviceId", request, asked_at AS "askedAt", asked_by AS "askedBy" FROM rebuild_request
       WHERE facility_id = $1`,
      [facilityId],
    )
    return rows
  }
  const forget = () => {
    known = null
  }
  const requests = () => {
    known ??= list().then((all) => new Map(all.map(({ deviceId, request }) => [deviceId, request])))
    known.catch(forget)
    return known
  }
  return {
    async asksOf(deviceId, done) {
      const request = (await requests()).get(deviceId)
      return request === undefined || request === done ? [] : [{ id: request, kind: 'rebuild' }]
    },
    list,
    changed: forget,
  }
}
