import type pg from 'pg'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { Facility } from './facility.ts'
import type { PersonSessions, PersonTokens } from './person-tokens.ts'
import { hashPassword, isWeaker, verifyPassword } from './secrets.ts'
import { createTries, keyOf } from './tries.ts'

const LIMIT = { free: 5, waitMs: 30_000 }

export interface KnownPerson {
  userId: string
  displayName: string
  roles: Actor['roles']
}
export interface SignedIn extends KnownPerson, PersonTokens {}

interface Credentials {
  username: string
  password: string
}

export interface SignIn {
  setPassword(userId: string, password: string): Promise<void>
  /** Whose name and password these are. @throws ProblemError SIGN_IN_WRONG, SIGN_IN_WAIT */
  verify(request: Credentials): Promise<KnownPerson>
  /** The same, with tokens for the workstation that asks; null: none does. */
  signIn(request: Credentials, deviceId?: string | null): Promise<SignedIn>
  /** The user of a token that `signIn` gave, where the workstation that it was given to sends it. */
  userOf(token: string, deviceId: string | null): Promise<Actor | null>
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

export function createSignIn(pool: pg.Pool, facility: Facility, ports: ServerPorts, sessions: PersonSessions): SignIn {
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
      await sessions.endAllOf(userId)
      const { rows } = await pool.query<{ username: string }>(
        'SELECT username FROM "user" WHERE facility_id = $1 AND id = $2',
        [facility.id, userId],
      )
      if (rows[0]) await tries.forgive(keyFor(rows[0].username))
    },

    async verify({ username, password }) {
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
      return { userId: user.id, displayName: user.display_name, roles: user.roles }
    },

    async signIn(request, deviceId = null) {
      const person = await this.verify(request)
      return { ...person, ...(await sessions.begin(person.userId, deviceId)) }
    },

    async userOf(token, deviceId) {
      const userId = await sessions.userIdOf(token, deviceId)
      return userId === null ? null : this.actor(userId)
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
