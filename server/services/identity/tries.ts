import { createHash } from 'node:crypto'
import type pg from 'pg'

/** How many guesses are free, and how long one waits after that for each further one. */
interface Limit {
  free: number
  waitMs: number
}
export interface Tries {
  /** Counts a guess before it is looked at, so that many at once are as slow as one by one. @returns seconds to wait; 0: go on */
  take(key: string, limit: Limit): Promise<number>
  /** It was right. */
  forgive(key: string): Promise<void>
}

/** Guesses as old as this count no more: a misspelling a day shuts nobody out. */
const FORGOTTEN_MS = 15 * 60_000

/** A password is sometimes typed where the name belongs: what was typed is not kept. */
export const keyOf = (what: 'sign-in' | 'enrol', text: string): string =>
  `${what} ${createHash('sha256').update(text).digest('hex')}`

export function createTries(pool: pg.Pool, facilityId: string, now: () => number): Tries {
  return {
    async take(key, { free, waitMs }) {
      const at = now()
      await pool.query('DELETE FROM secret_try WHERE tried_at < $1', [at - FORGOTTEN_MS])
      const { rowCount } = await pool.query(
        `INSERT INTO secret_try AS t (facility_id, key, count, wait_until, tried_at) VALUES ($1, $2, 1, 0, $3)
         ON CONFLICT (facility_id, key) DO UPDATE SET count = t.count + 1, tried_at = $3,
           wait_until = CASE WHEN t.count + 1 >= $4 THEN $5::bigint ELSE 0 END
         WHERE t.wait_until <= $3`,
        [facilityId, key, at, free, at + waitMs],
      )
      return rowCount ? 0 : waitMs / 1000
    },
    async forgive(key) {
      await pool.query('DELETE FROM secret_try WHERE facility_id = $1 AND key = $2', [facilityId, key])
    },
  }
}
