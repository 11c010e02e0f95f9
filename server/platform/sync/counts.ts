import type { Runtime } from './options.ts'

/** For the health page: nothing in it is a patient's. */
export interface Counts {
  /** Version of the feed. */
  ver: number
  commands: number
  rejected: number
  quarantined: number
  flagged: number
}

export async function countsOf({ pool, schema, facilityId }: Runtime): Promise<Counts> {
  const { rows } = await pool.query<Counts>(
    `SELECT coalesce((SELECT ver FROM ${schema}.feed_counter WHERE facility_id = $1), 0)::float8 AS ver,
      (SELECT count(*) FROM ${schema}.outcome WHERE facility_id = $1)::float8 AS commands,
      count(*) FILTER (WHERE status = 'rejected')::float8 AS rejected,
      count(*) FILTER (WHERE status = 'quarantined')::float8 AS quarantined,
      count(*) FILTER (WHERE status = 'flagged')::float8 AS flagged
     FROM ${schema}.kept_command WHERE facility_id = $1`,
    [facilityId],
  )
  return rows[0] as Counts
}
