import type { FreeBedView } from '../../../../src-shared/domains/ward/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'

/** Beds that somebody can be moved to, of one ward or of all, in the order of the wards' boards. */
export function freeBeds(db: Database, wardId: string | null): FreeBedView[] {
  const sql = `SELECT b.id AS bedId, b.label, coalesce(r.name, '') AS room, coalesce(r.isolation, 0) AS roomIsolation,
      w.id AS wardId, w.code AS wardCode, w.name AS wardName
    FROM ward_bed b JOIN ward_ward w ON w.id = b.ward_id LEFT JOIN ward_room r ON r.id = b.room_id
    WHERE b.state = 'available' AND b.ward_id = coalesce(?, b.ward_id)
    ORDER BY w.code COLLATE NOCASE, w.id, b.position, b.label`
  const rows = statement(db, sql).all(wardId) as (Omit<FreeBedView, 'roomIsolation'> & { roomIsolation: number })[]
  return rows.map((row) => ({ ...row, roomIsolation: row.roomIsolation === 1 }))
}

export interface AdmissionPlace {
  admissionId: string
  wardId: string
  bedLabel: string
}

/** Where a patient lies now; null where no current admission is known here. */
export function admissionOf(db: Database, patientId: string): AdmissionPlace | null {
  const sql = `SELECT a.id AS admissionId, a.ward_id AS wardId, coalesce(b.label, '') AS bedLabel
    FROM ward_admission a LEFT JOIN ward_bed b ON b.id = a.bed_id
    WHERE a.patient_id = ? AND a.status <> 'discharged' ORDER BY a.admitted_at DESC LIMIT 1`
  return (statement(db, sql).get(patientId) as AdmissionPlace | undefined) ?? null
}
