import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { RoleGrant } from '../grant-records.ts'
import { User } from '../records.ts'
import { explicit } from '../rules/explicit-grants.ts'
import { gatherEnder, refuseLeavingNone } from '../rules/lasting-administrator.ts'
import { refuseOwn } from '../rules/own-rights.ts'

const leaving = z.strictObject({
  userId: z.uuid(),
  /** Nothing counts any more that arrives from now on, also what was done before. */
  forCause: z.boolean(),
  reason,
})

/** A person does not work here any more: all roles end, and nobody can sign in by that name. */
export const deactivateUser = command({
  name: 'identity.deactivateUser',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input: leaving,
  *gather({ userId }, { actor }) {
    const user = yield* get(User, userId)
    return { user, grants: yield* list(RoleGrant, 'byUser', [userId]), ender: yield* gatherEnder(actor) }
  },
  decide({ user, grants, ender }, entry, { actor, id, occurredAt }) {
    const own = refuseOwn(actor, entry.userId)
    if (own) return own
    if (!user) return refuse('USER_UNKNOWN')
    if (!user.active) return refuse('USER_INACTIVE')
    const { forCause, reason: why } = entry
    const { all } = explicit(user, grants, actor.userId, id)
    const running = all.filter(({ endedAt }) => endedAt === null)
    const left = refuseLeavingNone(ender, running, occurredAt)
    if (left) return left
    const ended = running.map((row) => ({ ...row, endedAt: occurredAt, endedBy: actor.userId, forCause, reason: why }))
    // a role that ended before would still count for what says to be older
    const before = forCause ? all.filter((row) => row.endedAt !== null && !row.forCause) : []
    const disowned = before.map((row) => ({ ...row, forCause }))
    const puts = [...ended, ...disowned].map((row) => put(RoleGrant, row))
    return apply([...puts, put(User, { ...user, active: false })])
  },
})

/** The person works here again; roles are given anew. */
export const reactivateUser = command({
  name: 'identity.reactivateUser',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input: z.strictObject({ userId: z.uuid() }),
  *gather({ userId }) {
    return yield* get(User, userId)
  },
  decide(user) {
    if (!user) return refuse('USER_UNKNOWN')
    return user.active ? refuse('USER_ACTIVE') : apply([put(User, { ...user, active: true })])
  },
})
