import { chartWards } from '../../../../src-shared/domains/identity/index.ts'
import { latestPast } from '../../../../src-shared/kernel/time.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { rightsHere } from './rights.ts'

export interface Opened {
  breakGlassId: string
  patientId: string
  reason: string
  until: number
}
interface Cells {
  id: string
  patient_id: string
  reason: string
  until: number
}

/** The wards whose charts this person opens without a reason at a moment. null: all that this workstation holds. */
export function wardsOf(db: Database, userId: string, at: number): readonly string[] | null {
  const held = rightsHere(db, userId, at)?.roles ?? []
  const cells = statement(db, 'SELECT wards FROM identity_chart_access WHERE id = ?').get(userId) as
    | { wards: string }
    | undefined
  return chartWards(held, cells ? (JSON.parse(cells.wards) as string[]) : null)
}

/**
 * The opening of this patient's chart by this person that lasts the longest and is not over. `now`: epoch ms. One that
 * says to have been made ahead of it, by a clock that was put forward, would last until then.
 */
export function openedChart(db: Database, userId: string, patientId: string, now: number): Opened | null {
  const sql = `SELECT id, patient_id, reason, until FROM identity_break_glass
    WHERE user_id = ? AND patient_id = ? AND opened_at <= ? AND until > ? ORDER BY until DESC LIMIT 1`
  const cells = statement(db, sql).get(userId, patientId, latestPast(now), now) as Cells | undefined
  return cells
    ? { breakGlassId: cells.id, patientId: cells.patient_id, reason: cells.reason, until: cells.until }
    : null
}
