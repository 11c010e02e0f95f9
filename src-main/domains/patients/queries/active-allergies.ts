import { type Database, statement } from '../../../platform/sqlite/database.ts'

/** Active allergies as they were written down. */
export function activeAllergies(db: Database, patientId: string) {
  const sql = "SELECT id, substance, code FROM patients_allergy WHERE patient_id = ? AND status = 'active' ORDER BY id"
  return statement(db, sql).all(patientId) as { id: string; substance: string; code: string | null }[]
}
