import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Station } from '../../platform/station.ts'
import { ownerProcedure, procedure, router } from '../trpc.ts'

const key = z.string().min(1).max(200)
const byKey = z.strictObject({ key })
const put = z.strictObject({ key, value: z.unknown() })
const MOST_CHARACTERS = 100_000

/**
 * What somebody has typed and not saved yet. A lock must not lose the last key, so it does not end the right to keep it; what
 * was kept is shown to nobody then.
 */
export function draftsRouter({ drafts }: Pick<Station, 'drafts'>) {
  return router({
    get: procedure.input(byKey).query(({ ctx, input }): unknown => {
      const json = drafts.get(ctx.actor.userId, input.key)
      return json === null ? null : JSON.parse(json)
    }),
    put: ownerProcedure.input(put).mutation(({ ctx, input }): void => {
      const json = JSON.stringify(input.value) ?? 'null'
      if (json.length > MOST_CHARACTERS) throw new ProblemError('BODY_TOO_LARGE')
      drafts.put(ctx.ownerId, input.key, json)
    }),
    remove: ownerProcedure.input(byKey).mutation(({ ctx, input }): void => drafts.remove(ctx.ownerId, input.key)),
  })
}
