import type { WardSummary } from '../../../../src-shared/domains/ward/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { isHere, type WardScope, wardScope } from './here.ts'

type Cells = Omit<WardSummary, 'here'>

const WARD = `SELECT w.id AS wardId, w.code, w.name, w.specialty,
    (SELECT count(*) FROM ward_bed b WHERE b.ward_id = w.id AND b.state <> 'closed') AS beds,
    (SELECT count(*) FROM ward_bed b WHERE b.ward_id = w.id AND b.state = 'occupied') AS occupied
  FROM ward_ward w`

/** All wards of the hospital by code; beds without the closed ones. */
export function listWards(db: Database, scopes: readonly WardScope[]): WardSummary[] {
  const rows = statement(db, `${WARD} ORDER BY w.code COLLATE NOCASE, w.id`).all() as Cells[]
  return rows.map((cells) => ({ ...cells, here: isHere(wardScope(scopes, cells.wardId)) }))
}

export function wardById(db: Database, wardId: string, scopes: readonly WardScope[]): WardSummary | null {
  const cells = statement(db, `${WARD} WHERE w.id = ?`).get(wardId) as Cells | undefined
  return cells ? { ...cells, here: isHere(wardScope(scopes, wardId)) } : null
}
