import { z } from 'zod'
import { roleSchema } from '../../../kernel/actor.ts'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant } from '../../../kernel/fields.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { RoleGrant, relationships } from '../grant-records.ts'
import { User } from '../records.ts'
import { explicit, rolesNow } from '../rules/explicit-grants.ts'
import { refuseOwn } from '../rules/own-rights.ts'
import { counts } from '../rules/rights.ts'

const input = z.strictObject({
  userId: z.uuid(),
  role: roleSchema,
  /** Null: on every ward. */
  wardId: z.uuid().nullable().default(null),
  relationship: z.enum(relationships).default('wardStaff'),
  /** Null: from now on. */
  validFrom: instant.nullable().default(null),
  validUntil: instant.nullable().default(null),
})
const DAY_MS = 24 * 3_600_000
/** What is not for good ends: two months of leave are the longest that somebody is covered for. */
const MOST_DAYS = 62

/** Gives a person a role on a ward or on all, for good or for a time. */
export const grantRole = command({
  name: 'identity.grantRole',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input,
  *gather({ userId }) {
    return { user: yield* get(User, userId), grants: yield* list(RoleGrant, 'byUser', [userId]) }
  },
  decide({ user, grants }, entry, { actor, id, occurredAt }) {
    const own = refuseOwn(actor, entry.userId)
    if (own) return own
    if (!user?.active) return refuse('USER_UNKNOWN')
    // everything that administrators do is the whole hospital's
    if (entry.role === 'administrator' && entry.wardId !== null) return refuse('GRANT_WHOLE_HOSPITAL')
    const validFrom = entry.validFrom ?? occurredAt
    const { role, wardId, relationship, validUntil } = entry
    if (validUntil !== null && validUntil <= Math.max(validFrom, occurredAt)) return refuse('GRANT_TIMES')
    const ends = validUntil !== null && validUntil - validFrom <= MOST_DAYS * DAY_MS
    if (relationship !== 'wardStaff' && !ends) return refuse('GRANT_NEEDS_END', { days: MOST_DAYS })
    const before = explicit(user, grants, actor.userId, id)
    const twice = (each: (typeof before.all)[number]) =>
      each.role === role && each.wardId === wardId && counts(each, validFrom) && each.validUntil === null
    if (before.all.some(twice)) return refuse('GRANT_TWICE')
    const grant = {
      ...{ id: id('grant'), userId: entry.userId, role, wardId, relationship, validFrom, validUntil },
      ...{ givenBy: actor.userId, endedAt: null, endedBy: null, forCause: false, reason: null },
    }
    const roles = rolesNow(user, [...before.all, grant], occurredAt)
    const puts = [...before.added, grant].map((row) => put(RoleGrant, row))
    return apply([...puts, put(User, { ...user, roles })], { grantId: grant.id })
  },
})
