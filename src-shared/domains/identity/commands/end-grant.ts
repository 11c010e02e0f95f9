import { z } from 'zod'
import { roleSchema } from '../../../kernel/actor.ts'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { RoleGrant } from '../grant-records.ts'
import { User } from '../records.ts'
import { explicit, rolesNow } from '../rules/explicit-grants.ts'
import { gatherEnder, refuseLeavingNone } from '../rules/lasting-administrator.ts'
import { refuseOwn } from '../rules/own-rights.ts'

const input = z.strictObject({
  userId: z.uuid(),
  /** Null: the role of this name that stands on the person's record, where no role was ever given or ended. */
  grantId: z.uuid().nullable().default(null),
  role: roleSchema,
  /** Nothing of it counts any more that arrives from now on, also what was done before. */
  forCause: z.boolean(),
  reason,
})

/** Ends one role of a person now. */
export const endGrant = command({
  name: 'identity.endGrant',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input,
  *gather({ userId }, { actor }) {
    const user = yield* get(User, userId)
    return { user, grants: yield* list(RoleGrant, 'byUser', [userId]), ender: yield* gatherEnder(actor) }
  },
  decide({ user, grants, ender }, entry, { actor, id, occurredAt }) {
    const own = refuseOwn(actor, entry.userId)
    if (own) return own
    if (!user) return refuse('USER_UNKNOWN')
    const { all, added } = explicit(user, grants, actor.userId, id)
    const isMeant = (each: (typeof all)[number]) =>
      each.role === entry.role && (entry.grantId === null ? added.includes(each) : each.id === entry.grantId)
    const meant = all.find(isMeant)
    if (!meant || meant.endedAt !== null) return refuse('GRANT_UNKNOWN')
    const left = refuseLeavingNone(ender, [meant], occurredAt)
    if (left) return left
    const { forCause, reason: why } = entry
    const ended = { ...meant, endedAt: occurredAt, endedBy: actor.userId, forCause, reason: why }
    const after = all.map((each) => (each === meant ? ended : each))
    const puts = [...added.filter((each) => each !== meant), ended].map((row) => put(RoleGrant, row))
    return apply([...puts, put(User, { ...user, roles: rolesNow(user, after, occurredAt) })])
  },
})
