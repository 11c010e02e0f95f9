import type pg from 'pg'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import type { DeviceSession } from '../../platform/auth/authority.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { Facility } from './facility.ts'
import { hashToken, newEnrolmentCode, newToken, normaliseCode } from './secrets.ts'
import { createTries, keyOf } from './tries.ts'

const CODE_LIFE_MS = 24 * 3600_000
const CHALLENGE_LIFE_MS = 60_000
const SESSION_LIFE_MS = 15 * 60_000
/** Of one address; whoever misreads a code has tries enough. */
const ENROLMENT_LIMIT = { free: 10, waitMs: 60_000 }

export interface Workstation {
  deviceId: string
  name: string
  scopes: string[]
  enrolledAt: number
  revokedAt: number | null
}

export interface Devices {
  createCode(createdBy: string, scopes: readonly string[]): Promise<{ code: string; expiresAt: number }>
  /** @param from the address that asks. @throws ProblemError ENROLMENT_CODE_WRONG, ENROLMENT_WAIT */
  enrol(
    request: { code: string; name: string; publicKey: string },
    from?: string,
  ): Promise<{ deviceId: string; scopes: string[] }>
  challenge(deviceId: string): Promise<{ nonce: string }>
  openSession(request: {
    deviceId: string
    nonce: string
    signature: string
  }): Promise<{ token: string; expiresAt: number }>
  sessionOf(token: string): Promise<DeviceSession | null>
  /** Every workstation that was ever enrolled, newest first. */
  list(): Promise<Workstation[]>
  /** @throws ProblemError WORKSTATION_UNKNOWN */
  revokedAt(deviceId: string): Promise<number | null>
  /** What a workstation may hold has changed: seen by its next request. */
  grantsChanged(): void
}

export const sessionText = (deviceId: string, nonce: string): string => `carecode-device-session\n${deviceId}\n${nonce}`

export function createDevices(pool: pg.Pool, facility: Facility, ports: ServerPorts): Devices {
  const { clock } = ports
  // a session is asked for at every request; revocation and expiry are seen within this many ms
  const cache = new Map<string, { session: DeviceSession; until: number }>()
  const CACHE_MS = 5_000
  /** One more at every change: a session that was read before it is not kept. */
  let grants = 0
  const tries = createTries(pool, facility.id, clock.now)

  return {
    async createCode(createdBy, scopes) {
      const code = newEnrolmentCode()
      const expiresAt = clock.now() + CODE_LIFE_MS
      await pool.query(
        `INSERT INTO enrolment_code (facility_id, code_hash, scopes, created_by, expires_at) VALUES ($1, $2, $3, $4, $5)`,
        [facility.id, hashToken(normaliseCode(code)), JSON.stringify(scopes), createdBy, expiresAt],
      )
      return { code, expiresAt }
    },

    async enrol({ code, name, publicKey }, from = '') {
      const wait = await tries.take(keyOf('enrol', from), ENROLMENT_LIMIT)
      if (wait > 0) throw new ProblemError('ENROLMENT_WAIT', { seconds: wait })
      const deviceId = uuidV7(clock.now(), ports.random.bytes(10))
      // one statement: a code that two workstations enter at once enrols one of them
      const { rows } = await pool.query<{ scopes: string[] }>(
        `WITH used AS (
           UPDATE enrolment_code SET used_at = $4
           WHERE facility_id = $1 AND code_hash = $2 AND used_at IS NULL AND expires_at > $4 RETURNING scopes)
         INSERT INTO device (facility_id, id, name, public_key, scopes, enrolled_at)
         SELECT $1, $3, $5, $6, scopes, $4 FROM used RETURNING scopes`,
        [facility.id, hashToken(normaliseCode(code)), deviceId, clock.now(), name, publicKey],
      )
      if (!rows[0]) throw new ProblemError('ENROLMENT_CODE_WRONG')
      await tries.forgive(keyOf('enrol', from))
      return { deviceId, scopes: rows[0].scopes }
    },

    async challenge(deviceId) {
      const nonce = newToken()
      const now = clock.now()
      await pool.query('DELETE FROM device_challenge WHERE expires_at < $1', [now])
      await pool.query(
        `INSERT INTO device_challenge (nonce, device_id, expires_at)
         SELECT $1, id, $3 FROM device WHERE facility_id = $4 AND id = $2`,
        [nonce, deviceId, now + CHALLENGE_LIFE_MS, facility.id],
      )
      // an unknown device gets a nonce as well, so that nobody can ask who is enrolled
      return { nonce }
    },

    async openSession({ deviceId, nonce, signature }) {
      const now = clock.now()
      const { rows } = await pool.query<{ public_key: string }>(
        `WITH spent AS (DELETE FROM device_challenge WHERE nonce = $1 AND device_id = $2 AND expires_at > $3 RETURNING device_id)
         SELECT public_key FROM device JOIN spent ON spent.device_id = device.id
         WHERE facility_id = $4`,
        [nonce, deviceId, now, facility.id],
      )
      const key = rows[0]?.public_key
      if (!key || !(await ports.verifySignature(key, sessionText(deviceId, nonce), signature)))
        throw new ProblemError('WORKSTATION_UNKNOWN')
      const token = newToken()
      const expiresAt = now + SESSION_LIFE_MS
      await pool.query('DELETE FROM device_session WHERE expires_at < $1', [now])
      await pool.query(
        'INSERT INTO device_session (token_hash, facility_id, device_id, expires_at) VALUES ($1, $2, $3, $4)',
        [hashToken(token), facility.id, deviceId, expiresAt],
      )
      return { token, expiresAt }
    },

    async sessionOf(token) {
      const now = clock.now()
      const hash = hashToken(token)
      const known = cache.get(hash)
      if (known && known.until > now) return known.session
      const readUnder = grants
      const { rows } = await pool.query<SessionRow>(
        `SELECT d.id, d.public_key, ${GRANTED}, s.expires_at FROM device_session s
         JOIN device d ON d.facility_id = s.facility_id AND d.id = s.device_id ${WITH_GRANT}
         WHERE s.token_hash = $1 AND s.expires_at > $2`,
        [hash, now],
      )
      cache.delete(hash)
      const row = rows[0]
      if (!row) return null
      const session = { ...grantOf(row), deviceId: row.id, facilityId: facility.id, publicKey: row.public_key }
      if (cache.size > 5_000) cache.clear()
      if (readUnder === grants) cache.set(hash, { session, until: Math.min(now + CACHE_MS, Number(row.expires_at)) })
      return session
    },

    async list() {
      const { rows } = await pool.query<Granted & { id: string; name: string; enrolled_at: number }>(
        `SELECT d.id, d.name, ${GRANTED}, d.enrolled_at FROM device d ${WITH_GRANT}
         WHERE d.facility_id = $1 ORDER BY d.enrolled_at DESC`,
        [facility.id],
      )
      return rows.map((row) => ({
        ...{ deviceId: row.id, name: row.name, enrolledAt: Number(row.enrolled_at) },
        ...grantOf(row),
      }))
    },

    async revokedAt(deviceId) {
      const { rows } = await pool.query<Pick<Granted, 'revoked_at'>>(
        `SELECT g.revoked_at FROM device d ${WITH_GRANT} WHERE d.facility_id = $1 AND d.id = $2`,
        [facility.id, deviceId],
      )
      if (!rows[0]) throw new ProblemError('WORKSTATION_UNKNOWN')
      return rows[0].revoked_at === null ? null : Number(rows[0].revoked_at)
    },

    grantsChanged() {
      grants += 1
      cache.clear()
    },
  }
}

/** An administrator's word, where there is one, in place of what the enrolment said. */
const GRANTED = 'coalesce(g.scopes, d.scopes) AS scopes, g.revoked_at'
const WITH_GRANT = 'LEFT JOIN workstation_grant g ON g.facility_id = d.facility_id AND g.id = d.id'
interface Granted {
  scopes: string[]
  revoked_at: number | null
}
interface SessionRow extends Granted {
  id: string
  public_key: string
  expires_at: number
}
const grantOf = ({ scopes, revoked_at }: Granted) => ({
  scopes,
  revokedAt: revoked_at === null ? null : Number(revoked_at),
})
