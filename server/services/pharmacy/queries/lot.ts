import type pg from 'pg'

/** One time that something of a lot was handed over. Times: epoch ms; quantities: in the product's unit. */
export interface LotGiven {
  lineId: string
  at: number
  department: string
  patientId: string | null
  quantity: number
  returned: number
}

export const MOST_GIVEN = 5_000

/** Everybody in the hospital who was given something of a lot, newest first; at most `MOST_GIVEN`. */
export async function lotGiven(pool: pg.Pool, facilityId: string, productId: string, lot: string): Promise<LotGiven[]> {
  const { rows } = await pool.query<LotGiven>(
    `SELECT l.id AS "lineId", l.at, d.name AS department, l.patient_id AS "patientId", l.quantity,
       (SELECT coalesce(sum(r.quantity), 0)::int FROM dispense_return r
         WHERE r.facility_id = l.facility_id AND r.line_id = l.id) AS returned
     FROM batch b
     JOIN dispensed_line l ON l.facility_id = b.facility_id AND l.batch_id = b.id
     JOIN department d ON d.facility_id = l.facility_id AND d.id = l.department_id
     WHERE b.facility_id = $1 AND b.product_id = $2 AND b.lot = $3
     ORDER BY l.at DESC, l.id LIMIT ${MOST_GIVEN}`,
    [facilityId, productId, lot],
  )
  return rows
}
