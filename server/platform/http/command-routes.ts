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
import { commandIdOf, keySchema, reusedKey } from './resources/idempotency.ts'
import { validate } from './validate.ts'

const MAX_COMMANDS = 5_000
const commandsSchema = z.strictObject({
  commands: z
    .array(
      z.strictObject({
        /** Left out of a single command that has an Idempotency-Key. */
        commandId: z.uuid().optional(),
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

export const answeredOutcome = z.looseObject({
  ...{ ...outcomeSchema.shape, result: z.record(z.string(), z.string()), changed: z.boolean() },
})
const answerSchema = z.strictObject({ outcomes: z.array(answeredOutcome) })
const headers = z.object({ 'idempotency-key': keySchema.optional() })
const route = describe(forPeople, {
  summary: 'Executes commands of the service, all in one transaction or none',
  headers,
  body: commandsSchema,
  answer: answerSchema,
  errors: ['COMMAND_UNKNOWN', 'COMMAND_ID_REUSED', 'IDEMPOTENCY_KEY_REUSED', 'BODY_TOO_LARGE', 'NOT_ALLOWED'],
  repeatable: 'commandId, or Idempotency-Key, is the key: sent again it gets its outcome again',
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
    const { 'idempotency-key': key } = validate(headers, request.headers)
    const ofKey = () => {
      // a part of another request under the same key would be taken for the whole of it
      if (key === undefined || commands.length > 1)
        throw new ProblemError('INPUT_INVALID', { detail: 'commandId: is missing; Idempotency-Key names one command' })
      return commandIdOf(runtime.service, actor.userId, key)
    }
    const entries = commands.map(({ ids, occurredAt, commandId, ...command }) => ({
      ...{ ...command, commandId: commandId ?? ofKey(), actor, imported, allotted: { ids, numbers: {} } },
      // nothing was done that is still to come: rights would end, and charts stay open, until then
      occurredAt: Math.min(occurredAt, now()),
    }))
    const execute = () => runtime.execute(entries)
    return { outcomes: await (key === undefined ? execute() : reusedKey(execute)) }
  })
}
