import type pg from 'pg'

export interface WardListed {
  wardId: string
  code: string
  name: string
  beds: number
  occupied: number
}

/** Every ward that has beds, in the order of its code. */
export async function listWards(pool: pg.Pool, facilityId: string): Promise<WardListed[]> {
  const { rows } = await pool.query<WardListed>(
    `SELECT w.id AS "wardId", w.code, w.name, count(*)::int AS beds, count(b.admission_id)::int AS occupied
     FROM ward w JOIN bed b ON b.facility_id = w.facility_id AND b.ward_id = w.id
     WHERE w.facility_id = $1 GROUP BY w.id, w.code, w.name ORDER BY w.code`,
    [facilityId],
  )
  return rows
}
