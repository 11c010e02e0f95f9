import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { forAdministrators, forWorkstationsInUse } from '../../platform/auth/access.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import { requireAdministrator, requireDeviceInUse } from '../../platform/auth/require.ts'
import { describe, NOTHING } from '../../platform/http/describe.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { ServiceRuntime } from '../../platform/sync/runtime.ts'
import type { SignIn } from './sign-in.ts'

interface TerminalParts {
  signIn: SignIn
  authority: Authority
  ports: ServerPorts
  runtime: ServiceRuntime
}

const pinSchema = z.strictObject({
  username: z.string().max(40),
  password: z.string().max(200),
  verifier: z.string().max(200),
})
const badgeSchema = z.strictObject({ userId: z.uuid(), codeHash: z.string().max(120).nullable() })
const accessSchema = z.strictObject({ userId: z.uuid(), wards: z.array(z.uuid()).max(200) })
const policySchema = z.record(z.string().max(40), z.union([z.number(), z.boolean()]))

/** What makes a shared terminal: own PINs by password, badges and the policy by administrators. Each is an audited command. */
export function terminalRoutes(app: FastifyInstance, parts: TerminalParts): void {
  const { authority, signIn } = parts

  app.post(
    '/v1/identity/pin',
    describe(forWorkstationsInUse, {
      summary: 'Sets one’s own PIN, by the password',
      body: pinSchema,
      answer: NOTHING,
      errors: ['SIGN_IN_WRONG', 'SIGN_IN_WAIT', 'PASSWORD_MUST_CHANGE', 'PASSWORD_EXPIRED', 'NO_ROLE_NOW'],
      repeatable: 'the last one counts',
    }),
    async (request) => {
      await requireDeviceInUse(authority, request)
      const { username, password, verifier } = validate(pinSchema, request.body)
      const { userId, roles } = await signIn.verify({ username, password })
      await run(parts, { userId, roles }, 'identity.setPin', { userId, verifier })
      return {}
    },
  )

  app.post(
    '/v1/identity/badge',
    describe(forAdministrators, {
      summary: 'Gives a person a badge, or takes it back',
      body: badgeSchema,
      answer: NOTHING,
      repeatable: 'the last one counts',
    }),
    async (request) => {
      const actor = await requireAdministrator(authority, request)
      await run(parts, actor, 'identity.setBadge', validate(badgeSchema, request.body))
      return {}
    },
  )

  app.post(
    '/v1/identity/chart-access',
    describe(forAdministrators, {
      summary: 'The wards whose charts a person opens without a reason',
      body: accessSchema,
      answer: NOTHING,
      repeatable: 'the last one counts',
    }),
    async (request) => {
      const actor = await requireAdministrator(authority, request)
      await run(parts, actor, 'identity.setChartAccess', validate(accessSchema, request.body))
      return {}
    },
  )

  app.post(
    '/v1/identity/policy',
    describe(forAdministrators, {
      summary: 'Changes the hospital’s policy for shared terminals',
      body: policySchema,
      answer: NOTHING,
      repeatable: 'the last one counts',
    }),
    async (request) => {
      const actor = await requireAdministrator(authority, request)
      await run(parts, actor, 'identity.setPolicy', validate(policySchema, request.body))
      return {}
    },
  )
}

async function run({ runtime, ports }: TerminalParts, actor: Actor, name: string, input: Record<string, unknown>) {
  const occurredAt = ports.clock.now()
  const commandId = uuidV7(occurredAt, ports.random.bytes(10))
  await runtime.execute([{ commandId, name, version: 1, input, actor, occurredAt }])
}
