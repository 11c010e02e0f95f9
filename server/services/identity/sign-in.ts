import type pg from 'pg'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { Facility } from './facility.ts'
import { hashPassword, hashToken, isWeaker, newToken, verifyPassword } from './secrets.ts'
import { createTries, keyOf } from './tries.ts'

const LIMIT = { free: 5, waitMs: 30_000 }
const USER_SESSION_MS = 15 * 60_000

export interface SignedIn {
  userId: string
  displayName: string
  roles: Actor['roles']
  token: string
}

export interface SignIn {
  setPassword(userId: string, password: string): Promise<void>
  signIn(request: { username: string; password: string }): Promise<SignedIn>
  /** The user of a token that `signIn` gave. */
  userOf(token: string): Promise<Actor | null>
  actor(userId: string): Promise<Actor | null>
}

// verified when the user name is unknown, so that the answer takes as long
const NOBODY = hashPassword('nobody has this password')

interface UserRow {
  id: string
  display_name: string
  roles: Actor['roles']
  password_hash: string
}

export function createSignIn(pool: pg.Pool, facility: Facility, ports: ServerPorts): SignIn {
  const now = () => ports.clock.now()

  const tries = createTries(pool, facility.id, now)
  const keyFor = (username: string) => keyOf('sign-in', username)

  async function keep(userId: string, password: string): Promise<void> {
    await pool.query(
      `INSERT INTO credential (facility_id, user_id, password_hash) VALUES ($1, $2, $3)
       ON CONFLICT (facility_id, user_id) DO UPDATE SET password_hash = excluded.password_hash`,
      [facility.id, userId, await hashPassword(password)],
    )
  }

  return {
    async setPassword(userId, password) {
      await keep(userId, password)
      const { rows } = await pool.query<{ username: string }>(
        'SELECT username FROM "user" WHERE facility_id = $1 AND id = $2',
        [facility.id, userId],
      )
      if (rows[0]) await tries.forgive(keyFor(rows[0].username))
    },

    async signIn({ username, password }) {
      const name = username.trim().toLowerCase()
      // before anything is known of the name: a wait tells nobody who works here
      const wait = await tries.take(keyFor(name), LIMIT)
      if (wait > 0) throw new ProblemError('SIGN_IN_WAIT', { seconds: wait })
      const { rows } = await pool.query<UserRow>(
        `SELECT u.id, u.display_name, u.roles, c.password_hash
         FROM "user" u JOIN credential c ON c.facility_id = u.facility_id AND c.user_id = u.id
         WHERE u.facility_id = $1 AND u.username = $2 AND u.active`,
        [facility.id, name],
      )
      const user = rows[0]
      const right = await verifyPassword(password, user?.password_hash ?? (await NOBODY))
      if (!user || !right) throw new ProblemError('SIGN_IN_WRONG')
      await tries.forgive(keyFor(name))
      if (isWeaker(user.password_hash)) await keep(user.id, password)
      const token = newToken()
      await pool.query('DELETE FROM user_session WHERE expires_at < $1', [now()])
      await pool.query(
        'INSERT INTO user_session (token_hash, facility_id, user_id, expires_at) VALUES ($1, $2, $3, $4)',
        [hashToken(token), facility.id, user.id, now() + USER_SESSION_MS],
      )
      return { userId: user.id, displayName: user.display_name, roles: user.roles, token }
    },

    async userOf(token) {
      const { rows } = await pool.query<{ user_id: string }>(
        'SELECT user_id FROM user_session WHERE token_hash = $1 AND expires_at > $2',
        [hashToken(token), now()],
      )
      return rows[0] ? this.actor(rows[0].user_id) : null
    },

    async actor(userId) {
      const { rows } = await pool.query<{ roles: Actor['roles'] }>(
        'SELECT roles FROM "user" WHERE facility_id = $1 AND id = $2 AND active',
        [facility.id, userId],
      )
      return rows[0] ? { userId, roles: rows[0].roles } : null
    },
  }
}
