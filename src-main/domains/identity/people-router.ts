import { z } from 'zod'
import { relationships } from '../../../src-shared/domains/identity/index.ts'
import { roleSchema } from '../../../src-shared/kernel/actor.ts'
import { administrators, router } from '../../app/trpc.ts'
import { successful } from '../../platform/device/enrol.ts'
import type { Station } from '../../platform/station.ts'
import { listPeople, type PersonView } from './queries/people.ts'

const names = { username: z.string().trim().max(40), displayName: z.string().trim().max(80) }
const time = z.int().nullable()
const whom = { userId: z.uuid() }
const why = { forCause: z.boolean(), reason: z.string().max(400) }
const adding = z.strictObject({ ...names, roles: z.array(roleSchema).min(1) })
const naming = z.strictObject({ ...whom, ...names })
const granting = z.strictObject({
  ...{ ...whom, role: roleSchema, wardId: z.uuid().nullable(), relationship: z.enum(relationships) },
  ...{ validFrom: time, validUntil: time },
})
const ending = z.strictObject({ ...whom, grantId: z.uuid().nullable(), role: roleSchema, ...why })
const leaving = z.strictObject({ ...whom, ...why })
const oneTimeSchema = z.object({ password: z.string(), until: z.number() })

/** Who works here and what they may do. The list is at hand offline; a change is the server's, in the administrator's name. */
export function peopleRouter(station: Pick<Station, 'db' | 'people' | 'sync'>, now: () => number) {
  const post = async (actorId: string, path: string, body: object): Promise<unknown> => {
    const answer = await station.people.request(actorId, 'POST', `/v1/identity/users${path}`, body)
    const done = successful(answer)
    // so that the list has it when the screen asks
    await station.sync.syncNow()
    return done
  }
  return router({
    list: administrators.query((): PersonView[] => listPeople(station.db, now())),
    /** @returns the first password, told this once */
    add: administrators
      .input(adding)
      .mutation(async ({ ctx, input }) => oneTimeSchema.parse(await post(ctx.actor.userId, '', input))),
    resetPassword: administrators
      .input(z.strictObject(whom))
      .mutation(async ({ ctx, input: { userId } }) =>
        oneTimeSchema.parse(await post(ctx.actor.userId, `/${userId}/password`, {})),
      ),
    setNames: administrators.input(naming).mutation(async ({ ctx, input: { userId, ...body } }): Promise<void> => {
      await post(ctx.actor.userId, `/${userId}/names`, body)
    }),
    grant: administrators.input(granting).mutation(async ({ ctx, input: { userId, ...body } }): Promise<void> => {
      await post(ctx.actor.userId, `/${userId}/grants`, body)
    }),
    endGrant: administrators.input(ending).mutation(async ({ ctx, input: { userId, ...body } }): Promise<void> => {
      await post(ctx.actor.userId, `/${userId}/grants/end`, body)
    }),
    leave: administrators.input(leaving).mutation(async ({ ctx, input: { userId, ...body } }): Promise<void> => {
      await post(ctx.actor.userId, `/${userId}/leave`, body)
    }),
    comeBack: administrators.input(z.strictObject(whom)).mutation(async ({ ctx, input: { userId } }): Promise<void> => {
      await post(ctx.actor.userId, `/${userId}/return`, {})
    }),
  })
}
