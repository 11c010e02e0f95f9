import { z } from 'zod'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import { forPeople } from '../../auth/access.ts'
import { requireUser } from '../../auth/require.ts'
import type { Precondition } from '../../sync/runtime.ts'
import { answeredOutcome } from '../command-routes.ts'
import { describe } from '../describe.ts'
import { validate } from '../validate.ts'
import { names } from './etag.ts'
import { commandIdOf, keySchema, reusedKey } from './idempotency.ts'
import type { Parts } from './read-routes.ts'
import { type Resource, tagOf } from './resource.ts'

const byId = z.strictObject({ id: z.uuid() })
const headers = z.object({ 'idempotency-key': keySchema, 'if-match': z.string().max(2_000).optional() })

/** POST /v1/<service>/<name>/:id/commands: one command to one row, where the row is still as the caller has read it. */
export function changeRoute({ app, authority, runtime, ports }: Parts, resource: Resource): void {
  const { changes } = resource
  if (!changes) return
  const body = z.strictObject({
    name: z.enum(changes.commands as [string, ...string[]]),
    version: z.int().positive(),
    /** Without the id of the row. */
    input: z.record(z.string(), z.unknown()),
    occurredAt: z.int().optional(),
  })
  app.post(
    `/v1/${runtime.service}/${resource.name}/:id/commands`,
    describe(forPeople, {
      summary: `${resource.summary}: executes a command on one of them; with If-Match only where it is as that names it`,
      ...{ params: byId, headers, body, answer: answeredOutcome },
      errors: ['COMMAND_UNKNOWN', 'IDEMPOTENCY_KEY_REUSED', 'RESOURCE_CHANGED', 'RESOURCE_UNKNOWN', 'NOT_ALLOWED'],
      repeatable: 'Idempotency-Key: sent again it gets its outcome again, after any time',
    }),
    async (request) => {
      const actor = await requireUser(authority, request)
      const { id } = validate(byId, request.params)
      const { 'idempotency-key': key, 'if-match': wanted } = validate(headers, request.headers)
      const { name, version, input, occurredAt } = validate(body, request.body)
      const command = {
        ...{ commandId: commandIdOf(runtime.service, actor.userId, key), name, version, actor },
        input: { ...input, [changes.idField]: id },
        occurredAt: Math.min(occurredAt ?? Number.MAX_SAFE_INTEGER, ports.clock.now()),
      }
      const stillAs = wanted === undefined ? undefined : asNamed(resource, runtime.epoch, id, wanted)
      const [outcome] = await reusedKey(() => runtime.execute([command], stillAs))
      return outcome
    },
  )
}

/** @throws ProblemError RESOURCE_UNKNOWN, RESOURCE_CHANGED */
const asNamed =
  (resource: Resource, epoch: string, id: string, wanted: string): Precondition =>
  async (tx) => {
    const [held] = await tx.lock(resource.kind, [id.toLowerCase()])
    return () => {
      if (!held) throw new ProblemError('RESOURCE_UNKNOWN', { kind: resource.kind.name })
      if (!names(wanted, tagOf(resource, epoch, held), { weak: false })) throw new ProblemError('RESOURCE_CHANGED')
    }
  }
