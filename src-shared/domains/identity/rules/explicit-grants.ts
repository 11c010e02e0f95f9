import type { Role } from '../../../kernel/actor.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import type { RoleGrant } from '../grant-records.ts'
import type { User } from '../records.ts'
import { rolesAt, rolesOf } from './rights.ts'

type Grant = RowOf<typeof RoleGrant>

/**
 * The grants of a person as rows. The first change of somebody who has none makes the roles of the record explicit, as
 * they were: on every ward, from the beginning.
 */
export function explicit(
  user: RowOf<typeof User>,
  grants: readonly Grant[],
  givenBy: string,
  id: (label: string) => string,
): { all: Grant[]; added: Grant[] } {
  if (grants.length > 0) return { all: [...grants], added: [] }
  const added = user.roles.map(
    (role): Grant => ({
      ...{ id: id(`kept:${role}`), userId: user.id, role, wardId: null, relationship: 'wardStaff' },
      ...{ validFrom: 0, validUntil: null, givenBy, endedAt: null, endedBy: null, forCause: false, reason: null },
    }),
  )
  return { all: added, added }
}

/** For whoever reads only the record of the person: what she is now, or was last, since nobody is without any role there. */
export function rolesNow(user: RowOf<typeof User>, grants: readonly Grant[], at: number): Role[] {
  const now = rolesOf(rolesAt(user, grants, at))
  return now.length > 0 ? now : [...user.roles]
}
