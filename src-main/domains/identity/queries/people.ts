import { counts, type RoleGrant } from '../../../../src-shared/domains/identity/index.ts'
import { type Role, roleSchema } from '../../../../src-shared/kernel/actor.ts'
import type { RowOf } from '../../../../src-shared/kernel/kind.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { knownRoles } from './rights.ts'

/** One role of a person, as it is shown: since or until when, and whether it counts at this moment. */
export interface GrantView {
  /** Null: stands on the person's record, as before there were grants. */
  grantId: string | null
  role: Role
  wardId: string | null
  relationship: RowOf<typeof RoleGrant>['relationship']
  validFrom: number | null
  validUntil: number | null
  endedAt: number | null
  forCause: boolean
  reason: string | null
  state: 'now' | 'ahead' | 'over'
}
export interface PersonView {
  userId: string
  username: string
  displayName: string
  active: boolean
  hasPin: boolean
  hasBadge: boolean
  /** What counts first, then what will, then what is over. */
  grants: GrantView[]
}

interface Cells {
  id: string
  username: string
  display_name: string
  roles: string
  active: number
  has_pin: number
  has_badge: number
}
interface GrantCells {
  id: string
  user_id: string
  role: string
  ward_id: string | null
  relationship: GrantView['relationship']
  valid_from: number
  valid_until: number | null
  ended_at: number | null
  for_cause: number
  reason: string | null
}

const PEOPLE = `SELECT u.id, u.username, u.display_name, u.roles, u.active,
    EXISTS (SELECT 1 FROM identity_pin p WHERE p.user_id = u.id) AS has_pin,
    EXISTS (SELECT 1 FROM identity_badge b WHERE b.user_id = u.id AND b.code_hash IS NOT NULL) AS has_badge
  FROM identity_user u ORDER BY u.active DESC, u.display_name COLLATE NOCASE, u.id`

/** Everybody who works here or has, with all roles that were ever given. `now`: epoch ms. */
export function listPeople(db: Database, now: number): PersonView[] {
  const given = new Map<string, GrantView[]>()
  for (const cells of statement(
    db,
    'SELECT * FROM identity_role_grant ORDER BY valid_from, id',
  ).all() as GrantCells[]) {
    const view = grantOf(cells, now)
    if (view) given.set(cells.user_id, [...(given.get(cells.user_id) ?? []), view])
  }
  return (statement(db, PEOPLE).all() as Cells[]).map((cells) => ({
    ...{ userId: cells.id, username: cells.username, displayName: cells.display_name, active: cells.active === 1 },
    ...{ hasPin: cells.has_pin === 1, hasBadge: cells.has_badge === 1 },
    grants: inOrder(given.get(cells.id) ?? ofRecord(cells)),
  }))
}

const ORDER = { now: 0, ahead: 1, over: 2 }
const inOrder = (grants: readonly GrantView[]) => grants.toSorted((a, b) => ORDER[a.state] - ORDER[b.state])

const ofRecord = ({ roles, active }: Cells): GrantView[] =>
  knownRoles(roles).map((role) => ({
    ...{ grantId: null, role, wardId: null, relationship: 'wardStaff', validFrom: null, validUntil: null },
    ...{ endedAt: null, forCause: false, reason: null, state: active === 1 ? 'now' : 'over' },
  }))

function grantOf(cells: GrantCells, now: number): GrantView | null {
  const role = roleSchema.safeParse(cells.role)
  if (!role.success) return null
  const times = { validFrom: cells.valid_from, validUntil: cells.valid_until, endedAt: cells.ended_at }
  const forCause = cells.for_cause === 1
  const grant = { role: role.data, wardId: cells.ward_id, ...times, forCause }
  const ahead = cells.valid_from > now && cells.ended_at === null
  return {
    ...{ grantId: cells.id, relationship: cells.relationship, reason: cells.reason, ...grant },
    // kept from the record: since when, nobody wrote down
    validFrom: cells.valid_from === 0 ? null : cells.valid_from,
    state: counts(grant, now) ? 'now' : ahead ? 'ahead' : 'over',
  }
}
