import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Authorised } from '../../../src-shared/kernel/authorise.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { outcomeSchema } from '../../../src-shared/sync/protocol.ts'
import { forPeople } from '../auth/access.ts'
import type { Authority } from '../auth/authority.ts'
import { requireUser } from '../auth/require.ts'
import type { ServiceRuntime } from '../sync/runtime.ts'
import { describe } from './describe.ts'
import { validate } from './validate.ts'

const MAX_COMMANDS = 5_000
const commandsSchema = z.strictObject({
  commands: z
    .array(
      z.strictObject({
        commandId: z.uuid(),
        name: z.string().max(80),
        version: z.int().positive(),
        input: z.record(z.string(), z.unknown()),
        occurredAt: z.int(),
        ids: z.record(z.string(), z.uuid()).default({}),
      }),
    )
    .min(1)
    .max(MAX_COMMANDS),
  /** History of another system. */
  imported: z.boolean().default(false),
})

const answerSchema = z.strictObject({
  outcomes: z.array(
    z.looseObject({ ...outcomeSchema.shape, result: z.record(z.string(), z.string()), changed: z.boolean() }),
  ),
})
const route = describe(forPeople, {
  summary: 'Executes commands of the service, all in one transaction or none',
  body: commandsSchema,
  answer: answerSchema,
  errors: ['COMMAND_UNKNOWN', 'COMMAND_ID_REUSED', 'BODY_TOO_LARGE', 'NOT_ALLOWED'],
  repeatable: 'commandId is the key: sent again it gets its outcome again',
})

/**
 * POST /v1/<service>/commands: commands made outside a workstation (an import, an administrator), by a signed-in person.
 * All of them in one transaction: a refusal of one leaves nothing. A command id sent again gets its outcome again.
 */
export function commandRoutes(
  app: FastifyInstance,
  runtime: ServiceRuntime,
  { authority, now }: { authority: Authority; now: () => number },
): void {
  const actors = new WeakMap<FastifyRequest, Authorised>()
  // before the body is read: it may be large, and a stranger's is not worth reading
  const onRequest = async (request: FastifyRequest) => void actors.set(request, await requireUser(authority, request))
  app.post(`/v1/${runtime.service}/commands`, { ...route, bodyLimit: 64 * 1024 * 1024, onRequest }, async (request) => {
    const actor = actors.get(request) as Authorised
    const { commands, imported } = validate(commandsSchema, request.body)
    // an import asks nobody to look at what is doubtful
    if (imported && !actor.roles.includes('administrator')) throw new ProblemError('NOT_ALLOWED', { name: 'import' })
    const outcomes = await runtime.execute(
      commands.map(({ ids, occurredAt, ...command }) => ({
        ...{ ...command, actor, imported, allotted: { ids, numbers: {} } },
        // nothing was done that is still to come: rights would end, and charts stay open, until then
        occurredAt: Math.min(occurredAt, now()),
      })),
    )
    return { outcomes }
  })
}
