import type pg from 'pg'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { Facility } from './facility.ts'
import { hashToken, newToken } from './secrets.ts'

const ACCESS_MS = 15 * 60_000
/** Then the password is asked again, however often tokens were renewed. */
const SESSION_MS = 12 * 3_600_000

export interface PersonTokens {
  /** Sent with each request. */
  token: string
  expiresInMs: number
  /** Good once, for the next two; null: given to no workstation, nothing renews it. */
  refresh: string | null
}
/** A token that was good once was used again: somebody has a copy of it. */
export interface Reuse {
  userId: string
  /** Whose tokens they were. */
  deviceId: string
}

export interface PersonSessions {
  /** @param deviceId the workstation that they are good at; null: from anywhere, for the command line */
  begin(userId: string, deviceId: string | null): Promise<PersonTokens>
  /** Two new tokens for a refresh token that was not used before. @throws ProblemError SIGN_IN_OVER, SIGN_IN_COPIED */
  renew(refresh: string, deviceId: string): Promise<PersonTokens>
  /** The user of a token where it is sent by the workstation that it was given to; else null. */
  userIdOf(token: string, deviceId: string | null): Promise<string | null>
  /** The token and all that came of the same password are good no more. */
  end(token: string, deviceId: string): Promise<void>
  endAllOf(userId: string): Promise<void>
}

/** `onReuse` is told when a whole session was ended because a token of it was used twice. */
export function createPersonSessions(
  pool: pg.Pool,
  facility: Facility,
  ports: ServerPorts,
  onReuse: (reuse: Reuse) => Promise<void>,
): PersonSessions {
  const now = () => ports.clock.now()

  /** Ends the session of a refresh token that does not count; tells why it does not. */
  async function endOf(hash: string, deviceId: string): Promise<ProblemError> {
    const { rows } = await pool.query<{ user_id: string; device_id: string; copied: boolean }>(
      `DELETE FROM person_session s USING person_token t
       WHERE t.token_hash = $1 AND t.use = 'refresh' AND s.id = t.session_id AND s.facility_id = $2
       RETURNING s.user_id, s.device_id, (t.used_at IS NOT NULL OR s.device_id IS DISTINCT FROM $3) AS copied`,
      [hash, facility.id, deviceId],
    )
    const ended = rows[0]
    if (!ended?.copied) return new ProblemError('SIGN_IN_OVER')
    await onReuse({ userId: ended.user_id, deviceId: ended.device_id })
    return new ProblemError('SIGN_IN_COPIED')
  }

  return {
    async begin(userId, deviceId) {
      await pool.query('DELETE FROM person_session WHERE ends_at < $1', [now()])
      const id = uuidV7(now(), ports.random.bytes(10))
      const endsAt = now() + (deviceId === null ? ACCESS_MS : SESSION_MS)
      const [token, refresh] = [newToken(), deviceId === null ? null : newToken()]
      await pool.query(
        `WITH session AS (
           INSERT INTO person_session (id, facility_id, user_id, device_id, ends_at) VALUES ($1, $2, $3, $4, $5) RETURNING id)
         INSERT INTO person_token (token_hash, session_id, use, expires_at)
         SELECT given.hash, session.id, given.use, given.until FROM session,
           (VALUES ($6, 'access', $7::bigint), ($8, 'refresh', $5::bigint)) AS given (hash, use, until)
         WHERE given.hash IS NOT NULL`,
        [id, facility.id, userId, deviceId, endsAt, hashToken(token), now() + ACCESS_MS, refresh && hashToken(refresh)],
      )
      return { token, expiresInMs: ACCESS_MS, refresh }
    },

    async renew(spent, deviceId) {
      const [token, refresh, hash] = [newToken(), newToken(), hashToken(spent)]
      // one statement: two that come with the same token at once get one answer, and the other one ends the session
      const { rows } = await pool.query<{ ends_at: string }>(
        `WITH spent AS (
           UPDATE person_token t SET used_at = $2 FROM person_session s
           WHERE t.token_hash = $1 AND t.use = 'refresh' AND t.used_at IS NULL AND t.expires_at > $2
             AND s.id = t.session_id AND s.facility_id = $3 AND s.device_id = $4 RETURNING s.id, s.ends_at),
         given AS (
           INSERT INTO person_token (token_hash, session_id, use, expires_at)
           SELECT $5, id, 'access', least($6::bigint, ends_at) FROM spent
           UNION ALL SELECT $7, id, 'refresh', ends_at FROM spent)
         SELECT ends_at FROM spent`,
        [hash, now(), facility.id, deviceId, hashToken(token), now() + ACCESS_MS, hashToken(refresh)],
      )
      if (!rows[0]) throw await endOf(hash, deviceId)
      return { token, expiresInMs: Math.min(ACCESS_MS, Number(rows[0].ends_at) - now()), refresh }
    },

    async userIdOf(token, deviceId) {
      const { rows } = await pool.query<{ user_id: string }>(
        `SELECT s.user_id FROM person_token t JOIN person_session s ON s.id = t.session_id
         WHERE t.token_hash = $1 AND t.expires_at > $2 AND t.use = 'access' AND s.facility_id = $3
           AND s.device_id IS NOT DISTINCT FROM $4`,
        [hashToken(token), now(), facility.id, deviceId],
      )
      return rows[0]?.user_id ?? null
    },

    async end(token, deviceId) {
      await pool.query(
        `DELETE FROM person_session s USING person_token t
         WHERE t.token_hash = $1 AND s.id = t.session_id AND s.facility_id = $2 AND s.device_id = $3`,
        [hashToken(token), facility.id, deviceId],
      )
    },

    async endAllOf(userId) {
      await pool.query('DELETE FROM person_session WHERE facility_id = $1 AND user_id = $2', [facility.id, userId])
    },
  }
}
