import type pg from 'pg'
import type { HistoryView } from '../../../../src-shared/domains/patients/views.ts'

/** Encounters and conditions of one patient, newest first; at most 500 of each. */
export async function patientHistory(pool: pg.Pool, facilityId: string, patientId: string): Promise<HistoryView> {
  const encounters = await pool.query<HistoryView['encounters'][number]>(
    `SELECT id, class, type, reason, started_at AS "startedAt", ended_at AS "endedAt" FROM encounter
     WHERE facility_id = $1 AND patient_id = $2 ORDER BY started_at DESC, id LIMIT 500`,
    [facilityId, patientId],
  )
  const conditions = await pool.query<HistoryView['conditions'][number]>(
    `SELECT id, display, clinical_status AS "clinicalStatus", onset_at AS "onsetAt", abated_at AS "abatedAt" FROM condition
     WHERE facility_id = $1 AND patient_id = $2 ORDER BY onset_at DESC NULLS LAST, id LIMIT 500`,
    [facilityId, patientId],
  )
  return { encounters: encounters.rows, conditions: conditions.rows }
}
