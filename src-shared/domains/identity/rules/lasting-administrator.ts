import type { Actor } from '../../../kernel/actor.ts'
import type { Decision } from '../../../kernel/command.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { RoleGrant } from '../grant-records.ts'
import { User } from '../records.ts'

type Grant = RowOf<typeof RoleGrant>

/** Who ends a role; null: the server itself, which is nobody of the staff. */
export type Ender = { user: RowOf<typeof User>; grants: Grant[] } | null

export function* gatherEnder({ userId }: Actor): Gather<Ender> {
  const user = yield* get(User, userId)
  return user && { user, grants: yield* list(RoleGrant, 'byUser', [userId]) }
}

const isLasting = ({ role, validUntil, endedAt }: Grant) =>
  role === 'administrator' && validUntil === null && endedAt === null

/**
 * Who is an administrator for a time alone, or is none any more, takes the role from nobody who has it for good: when
 * that time is over, the hospital would have no administrator.
 */
export function refuseLeavingNone(ender: Ender, ended: readonly Grant[], at: number): Decision | null {
  if (!ender || !ended.some(isLasting)) return null
  const { user, grants } = ender
  const stays =
    grants.length === 0
      ? user.roles.includes('administrator')
      : grants.some((each) => isLasting(each) && each.validFrom <= at)
  return user.active && stays ? null : refuse('ADMINISTRATOR_FOR_A_TIME')
}
