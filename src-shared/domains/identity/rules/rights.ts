import { ALL_ROLES, type Role } from '../../../kernel/actor.ts'
import type { Right } from '../../../kernel/authorise.ts'

/** What of a grant decides whether it counts. Times: epoch ms. */
export interface GrantTimes {
  role: Role
  wardId: string | null
  validFrom: number
  validUntil: number | null
  endedAt: number | null
  forCause: boolean
}

/** Whether a grant counts for what was done at a moment. One that was ended for cause counts for nothing from then on. */
export const counts = ({ validFrom, validUntil, endedAt, forCause }: GrantTimes, at: number): boolean =>
  validFrom <= at && (validUntil === null || at < validUntil) && (endedAt === null || (!forCause && at < endedAt))

/**
 * The roles that somebody had at a moment, by ward. `grants`: all that were ever given; none: the roles of her own record,
 * on every ward.
 */
export function rolesAt(user: { roles: readonly Role[] }, grants: readonly GrantTimes[], at: number): Right[] {
  if (grants.length === 0) return user.roles.map((role) => ({ role, wardId: null }))
  return grants.filter((grant) => counts(grant, at)).map(({ role, wardId }) => ({ role, wardId }))
}

/**
 * The wards whose charts somebody opens without a reason: those of her roles; where one of them is for all wards, or she
 * has none, those that were set for her. null: all. The same at both ends.
 */
export function chartWards(roles: readonly Right[], listed: readonly string[] | null): readonly string[] | null {
  const isByWard = roles.length > 0 && roles.every(({ wardId }) => wardId !== null)
  return isByWard ? [...new Set(roles.flatMap(({ wardId }) => wardId ?? []))] : listed
}

/** Each once, in the order of the hospital's list. */
export const rolesOf = (rights: readonly Right[]): Role[] =>
  ALL_ROLES.filter((role) => rights.some((right) => right.role === role))
