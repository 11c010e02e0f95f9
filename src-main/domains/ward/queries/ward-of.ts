import { type Database, statement } from '../../../platform/sqlite/database.ts'

/** The ward on which a patient lies, as this workstation knows it; null: on none, or on one that is not held here. */
export function wardOf(db: Database, patientId: string): string | null {
  const sql = "SELECT ward_id FROM ward_admission WHERE patient_id = ? AND status <> 'discharged' LIMIT 1"
  return (statement(db, sql).get(patientId) as { ward_id: string } | undefined)?.ward_id ?? null
}

/** Whose stay it is; null where it is not held here. */
export function patientOf(db: Database, admissionId: string): string | null {
  const sql = 'SELECT patient_id FROM ward_admission WHERE id = ?'
  return (statement(db, sql).get(admissionId) as { patient_id: string } | undefined)?.patient_id ?? null
}
