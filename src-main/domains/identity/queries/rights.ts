import { type GrantTimes, rolesAt } from '../../../../src-shared/domains/identity/index.ts'
import { type Role, roleSchema } from '../../../../src-shared/kernel/actor.ts'
import type { Right, Rights } from '../../../../src-shared/kernel/authorise.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'

interface GrantCells {
  role: string
  ward_id: string | null
  valid_from: number
  valid_until: number | null
  ended_at: number | null
  for_cause: number
}

const GRANTS = `SELECT role, ward_id, valid_from, valid_until, ended_at, for_cause
  FROM identity_role_grant WHERE user_id = ? ORDER BY id`

/** Roles of a newer version that this one does not know are left out. */
export const knownRoles = (json: string): Role[] =>
  (JSON.parse(json) as unknown[]).filter((role): role is Role => roleSchema.safeParse(role).success)

/** The roles that somebody has at a moment, as was last received. `roles`: of the person's record, as it is stored. */
export function rolesHere(db: Database, userId: string, roles: string, at: number): Right[] {
  const grants = (statement(db, GRANTS).all(userId) as GrantCells[]).map(
    (cells): GrantTimes => ({
      ...{ role: cells.role as Role, wardId: cells.ward_id, validFrom: cells.valid_from },
      ...{ validUntil: cells.valid_until, endedAt: cells.ended_at, forCause: cells.for_cause === 1 },
    }),
  )
  return rolesAt({ roles: knownRoles(roles) }, grants, at).filter(({ role }) => roleSchema.safeParse(role).success)
}

/** What somebody may do at a moment, as was last received; undefined: nobody of that id is on the list. */
export function rightsHere(db: Database, userId: string, at: number): Rights | undefined {
  const user = statement(db, 'SELECT roles, active FROM identity_user WHERE id = ?').get(userId) as
    | { roles: string; active: number }
    | undefined
  if (!user) return undefined
  const opened = statement(
    db,
    'SELECT id, patient_id FROM identity_break_glass WHERE user_id = ? AND opened_at <= ? AND until > ?',
  ).all(userId, at, at) as { id: string; patient_id: string }[]
  const roles = user.active === 1 ? rolesHere(db, userId, user.roles, at) : []
  return { roles, opened: opened.map(({ patient_id }) => patient_id), openedBy: opened.map(({ id }) => id) }
}
