import type pg from 'pg'
import type { Authorised } from '../../../../src-shared/kernel/authorise.ts'
import type { Narrowed } from '../../../platform/http/resources/resource.ts'

/**
 * The rule of the chart gate for rows `t` with a `patient_id`: patients on her wards and on none, and whom she has opened
 * with a reason. `from`: the number of the first value. Null: all charts are open to her.
 */
export function openCharts({ charts, rights }: Authorised, from: number): Narrowed | null {
  if (!charts) return null
  const sql = `t.patient_id = ANY($${from + 1}::uuid[]) OR NOT EXISTS (
    SELECT 1 FROM ward.admission o WHERE o.facility_id = t.facility_id AND o.patient_id = t.patient_id
      AND o.discharged_at IS NULL AND o.ward_id <> ALL($${from}::uuid[]))`
  return { sql, values: [charts, rights?.opened ?? []] }
}

export async function isChartOpen(
  { pool, facilityId }: { pool: pg.Pool; facilityId: string },
  person: Authorised,
  admissionId: string,
): Promise<boolean> {
  const narrowed = openCharts(person, 3)
  if (!narrowed) return true
  const { rowCount } = await pool.query(
    `SELECT 1 FROM ward.admission t WHERE t.facility_id = $1 AND t.id = $2 AND (${narrowed.sql})`,
    [facilityId, admissionId, ...narrowed.values],
  )
  return rowCount === 1
}
