import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { forAdministrators, forWorkstationsInUse } from '../../platform/auth/access.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import { requireAdministrator, requireDeviceInUse } from '../../platform/auth/require.ts'
import { describe, NOTHING } from '../../platform/http/describe.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { ServiceRuntime } from '../../platform/sync/runtime.ts'
import { addedUser, commandResult, oneTimePassword } from './answers.ts'
import type { PersonSessions } from './person-tokens.ts'
import type { SignIn } from './sign-in.ts'

interface UserParts {
  signIn: SignIn
  sessions: PersonSessions
  authority: Authority
  ports: ServerPorts
  runtime: ServiceRuntime
}

/** What is in it, the command checks. */
const entrySchema = z.record(z.string().max(40), z.unknown())
const placeSchema = z.object({ userId: z.uuid() })
const passwordSchema = z.strictObject({
  username: z.string().max(40),
  password: z.string().max(200),
  newPassword: z.string().max(200),
})

/** What administrators change about a person, and the command that does it. */
const CHANGES = {
  names: 'identity.changeUser',
  grants: 'identity.grantRole',
  'grants/end': 'identity.endGrant',
  leave: 'identity.deactivateUser',
  return: 'identity.reactivateUser',
} as const
/** After these nothing goes on that the person began before. */
const ENDS_SESSIONS: readonly string[] = ['grants/end', 'leave', 'return']

/** Who works here and what they may do, for administrators; each change is an audited command. And one's own password. */
export function userRoutes(app: FastifyInstance, parts: UserParts): void {
  const { authority, sessions, signIn } = parts
  const base = '/v1/identity/users'

  app.post(
    base,
    describe(forAdministrators, {
      summary: 'Adds a person; the password is told once',
      body: entrySchema,
      answer: addedUser,
    }),
    async (request) => {
      const actor = await requireAdministrator(authority, request)
      const { userId = '' } = await run(parts, actor, 'identity.addUser', validate(entrySchema, request.body))
      return { userId, ...(await signIn.giveOneTimePassword(userId)) }
    },
  )

  for (const [path, name] of Object.entries(CHANGES))
    app.post(
      `${base}/:userId/${path}`,
      describe(forAdministrators, {
        summary: `Executes ${name} for the person`,
        params: placeSchema,
        body: entrySchema,
        answer: commandResult,
      }),
      async (request) => {
        const actor = await requireAdministrator(authority, request)
        const { userId } = validate(placeSchema, request.params)
        const result = await run(parts, actor, name, { ...validate(entrySchema, request.body), userId })
        if (ENDS_SESSIONS.includes(path)) await sessions.endAllOf(userId)
        return result
      },
    )

  app.post(
    `${base}/:userId/password`,
    describe(forAdministrators, {
      summary: 'A new password, told once, for one sign-in',
      params: placeSchema,
      answer: oneTimePassword,
      errors: ['RIGHTS_OWN'],
    }),
    async (request) => {
      const actor = await requireAdministrator(authority, request)
      const { userId } = validate(placeSchema, request.params)
      // whoever could do this to herself could pass on a session that somebody left open
      if (actor.userId === userId) throw new ProblemError('RIGHTS_OWN')
      await run(parts, actor, 'identity.resetPassword', { userId })
      return signIn.giveOneTimePassword(userId)
    },
  )

  app.post(
    '/v1/identity/password',
    describe(forWorkstationsInUse, {
      summary: 'Changes one’s own password',
      body: passwordSchema,
      answer: NOTHING,
      errors: ['SIGN_IN_WRONG', 'SIGN_IN_WAIT', 'PASSWORD_SHORT', 'PASSWORD_SAME', 'PASSWORD_NAME'],
    }),
    async (request) => {
      await requireDeviceInUse(authority, request)
      await signIn.changePassword(validate(passwordSchema, request.body))
      return {}
    },
  )
}

async function run(
  { runtime, ports }: UserParts,
  { userId, roles }: Actor,
  name: string,
  input: Record<string, unknown>,
): Promise<Record<string, string>> {
  const occurredAt = ports.clock.now()
  const commandId = uuidV7(occurredAt, ports.random.bytes(10))
  const [outcome] = await runtime.execute([
    { commandId, name, version: 1, input, actor: { userId, roles }, occurredAt },
  ])
  return { ...outcome?.result }
}
