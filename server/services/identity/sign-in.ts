import type pg from 'pg'
import { PASSWORD_LENGTH, passwordProblem } from '../../../src-shared/domains/identity/index.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { Authorised } from '../../../src-shared/kernel/authorise.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { Facility } from './facility.ts'
import { personAt } from './people.ts'
import type { PersonSessions, PersonTokens } from './person-tokens.ts'
import { hashPassword, isWeaker, newEnrolmentCode, verifyPassword } from './secrets.ts'
import { createTries, keyOf } from './tries.ts'

/** From an administrator's hand to the first sign-in. */
const ONE_TIME_MS = 72 * 3_600_000
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
  /** A new password that is good for nothing but choosing another one. Told once; `until`: epoch ms. */
  giveOneTimePassword(userId: string): Promise<{ password: string; until: number }>
  /** @throws ProblemError of `verify`, PASSWORD_SHORT, PASSWORD_SAME, PASSWORD_NAME, PASSWORD_GUESSED */
  changePassword(request: Credentials & { newPassword: string }): Promise<void>
  /** Whose name and password these are. @throws ProblemError SIGN_IN_WRONG, SIGN_IN_WAIT, PASSWORD_MUST_CHANGE, NO_ROLE_NOW */
  verify(request: Credentials): Promise<KnownPerson>
  /** The same, with tokens for the workstation that asks; null: none does. */
  signIn(request: Credentials, deviceId?: string | null): Promise<SignedIn>
  /** The user of a token that `signIn` gave, where the workstation that it was given to sends it. */
  userOf(token: string, deviceId: string | null): Promise<Authorised | null>
  /** Who this person was at a moment; null: nobody. */
  actor(userId: string, at: number): Promise<Authorised | null>
}

// verified when the user name is unknown, so that the answer takes as long
const NOBODY = hashPassword('nobody has this password')

interface UserRow {
  id: string
  display_name: string
  password_hash: string
  /** Epoch ms; null: a password of one's own. */
  one_time_until: string | null
}

export function createSignIn(pool: pg.Pool, facility: Facility, ports: ServerPorts, sessions: PersonSessions): SignIn {
  const now = () => ports.clock.now()

  const tries = createTries(pool, facility.id, now)
  const keyFor = (username: string) => keyOf('sign-in', username)

  async function keep(userId: string, password: string, oneTimeUntil: number | null = null): Promise<void> {
    await pool.query(
      `INSERT INTO credential (facility_id, user_id, password_hash, one_time_until) VALUES ($1, $2, $3, $4)
       ON CONFLICT (facility_id, user_id) DO UPDATE
         SET password_hash = excluded.password_hash, one_time_until = excluded.one_time_until`,
      [facility.id, userId, await hashPassword(password), oneTimeUntil],
    )
  }

  /** Instead of the one that was just looked at; another that came meanwhile, from an administrator's hand, stays. @returns its hash; null: there was another */
  async function replace({ id, password_hash }: UserRow, password: string): Promise<string | null> {
    const hash = await hashPassword(password)
    const { rowCount } = await pool.query(
      `UPDATE credential SET password_hash = $4, one_time_until = NULL
       WHERE facility_id = $1 AND user_id = $2 AND password_hash = $3`,
      [facility.id, id, password_hash, hash],
    )
    return rowCount === 1 ? hash : null
  }

  /** Of a name and its password, whatever they are good for. */
  async function userBy({ username, password }: Credentials): Promise<UserRow> {
    const name = username.trim().toLowerCase()
    // before anything is known of the name: a wait tells nobody who works here
    const wait = await tries.take(keyFor(name), LIMIT)
    if (wait > 0) throw new ProblemError('SIGN_IN_WAIT', { seconds: wait })
    const { rows } = await pool.query<UserRow>(
      `SELECT u.id, u.display_name, c.password_hash, c.one_time_until
       FROM "user" u JOIN credential c ON c.facility_id = u.facility_id AND c.user_id = u.id
       WHERE u.facility_id = $1 AND u.username = $2 AND u.active`,
      [facility.id, name],
    )
    const user = rows[0]
    const right = await verifyPassword(password, user?.password_hash ?? (await NOBODY))
    if (!user || !right) throw new ProblemError('SIGN_IN_WRONG')
    await tries.forgive(keyFor(name))
    if (user.one_time_until !== null && Number(user.one_time_until) <= now()) throw new ProblemError('PASSWORD_EXPIRED')
    return user
  }

  /** Whose password it is, good for work; `hash`: what it is kept as. */
  async function verified(request: Credentials): Promise<{ person: KnownPerson; hash: string | null }> {
    const user = await userBy(request)
    if (user.one_time_until !== null) throw new ProblemError('PASSWORD_MUST_CHANGE')
    const hash = isWeaker(user.password_hash) ? await replace(user, request.password) : user.password_hash
    const { roles } = (await personAt(pool, facility.id, user.id, now())) ?? { roles: [] }
    if (roles.length === 0) throw new ProblemError('NO_ROLE_NOW')
    return { person: { userId: user.id, displayName: user.display_name, roles }, hash }
  }

  async function isStill(userId: string, hash: string | null): Promise<boolean> {
    const sql = 'SELECT 1 FROM credential WHERE facility_id = $1 AND user_id = $2 AND password_hash = $3'
    return (await pool.query(sql, [facility.id, userId, hash])).rowCount === 1
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

    async giveOneTimePassword(userId) {
      const [password, until] = [newEnrolmentCode(), now() + ONE_TIME_MS]
      await keep(userId, password, until)
      await sessions.endAllOf(userId)
      return { password, until }
    },

    async changePassword({ username, password, newPassword }) {
      const user = await userBy({ username, password })
      const problem = passwordProblem(username, password, newPassword, [user.display_name, facility.name])
      if (problem) throw new ProblemError(problem, { length: PASSWORD_LENGTH })
      if (!(await replace(user, newPassword))) throw new ProblemError('SIGN_IN_WRONG')
      await sessions.endAllOf(user.id)
    },

    verify: async (request) => (await verified(request)).person,

    async signIn(request, deviceId = null) {
      const { person, hash } = await verified(request)
      const given = await sessions.begin(person.userId, deviceId)
      // another password came while this one was looked at, and ended the sessions that were there then
      if (await isStill(person.userId, hash)) return { ...person, ...given }
      await sessions.endAllOf(person.userId)
      throw new ProblemError('SIGN_IN_WRONG')
    },

    async userOf(token, deviceId) {
      const userId = await sessions.userIdOf(token, deviceId)
      const person = userId === null ? null : await this.actor(userId, now())
      // whoever has no role at this time is nobody here
      return person?.roles.length ? person : null
    },

    actor: (userId, at) => personAt(pool, facility.id, userId, at),
  }
}
