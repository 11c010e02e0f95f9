import { rolesOf } from '../../../../src-shared/domains/identity/index.ts'
import type { Person, StaffDirectory } from '../../../platform/session/seat.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { rolesHere } from './rights.ts'

export interface StaffView extends Person {
  hasPin: boolean
}
interface Cells {
  id: string
  username: string
  display_name: string
  roles: string
  active: number
  has_pin: number
}

const USER = 'SELECT id, username, display_name, roles, active FROM identity_user'

/** The staff as it was last received. Whoever has no role at this time has no seat. `now`: epoch ms. */
export function staffDirectory(db: Database, now: () => number): StaffDirectory {
  const first = (where: string, value: string) => {
    const cells = statement(db, `${USER} WHERE ${where} = ? ORDER BY active DESC LIMIT 1`).get(value) as
      | Cells
      | undefined
    if (!cells) return null
    const person = personOf(db, cells, now())
    return { ...person, active: cells.active === 1 && person.roles.length > 0 }
  }
  return {
    byUsername: (username) => first('username', username),
    byId: (userId) => first('id', userId),
    byBadge(codeHash) {
      const sql = 'SELECT user_id FROM identity_badge WHERE code_hash = ?'
      const badge = statement(db, sql).get(codeHash) as { user_id: string } | undefined
      return badge ? first('id', badge.user_id) : null
    },
    pinOf: (userId) =>
      (
        statement(db, 'SELECT verifier FROM identity_pin WHERE user_id = ? ORDER BY id DESC LIMIT 1').get(userId) as
          | { verifier: string }
          | undefined
      )?.verifier ?? null,
  }
}

export function hasBadge(db: Database, userId: string): boolean {
  const sql = 'SELECT 1 FROM identity_badge WHERE user_id = ? AND code_hash IS NOT NULL'
  return statement(db, sql).get(userId) !== undefined
}

/** Everybody who works here, by name: the list from which a person picks himself. */
export function listStaff(db: Database, now: number): StaffView[] {
  const sql = `SELECT u.id, u.username, u.display_name, u.roles, u.active,
      EXISTS (SELECT 1 FROM identity_pin p WHERE p.user_id = u.id) AS has_pin
    FROM identity_user u WHERE u.active = 1 ORDER BY u.display_name COLLATE NOCASE, u.id`
  return (statement(db, sql).all() as Cells[])
    .map((cells) => ({ ...personOf(db, cells, now), hasPin: cells.has_pin === 1 }))
    .filter(({ roles }) => roles.length > 0)
}

/** The name to show for an id; a word with the end of the id, to ask after, where the person is not on the list that was received. */
export function staffName(db: Database, userId: string): string {
  const sql = 'SELECT display_name AS name FROM identity_user WHERE id = ?'
  return (
    (statement(db, sql).get(userId) as { name: string } | undefined)?.name ?? `Unknown person (${userId.slice(-6)})`
  )
}

const personOf = (db: Database, cells: Cells, at: number): Person => ({
  userId: cells.id,
  username: cells.username,
  displayName: cells.display_name,
  roles: rolesOf(rolesHere(db, cells.id, cells.roles, at)),
})
