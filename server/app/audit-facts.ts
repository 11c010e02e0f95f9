import type pg from 'pg'
import type { PatientFacts, PersonFacts } from '../../src-shared/audit/unusual.ts'
import type { AuditFacts } from '../services/audit/index.ts'

interface Pools {
  identity: pg.Pool
  patients: pg.Pool
  ward: pg.Pool
}

/** Asks each service's own tables, as that service's role; what the audit shows of it is not kept. */
export function auditFacts({ identity, patients, ward }: Pools, facilityId: string): AuditFacts {
  return async (ids) => {
    const [people, persons, stays, wards, workstations] = await Promise.all([
      peopleOf(identity, facilityId, ids.people),
      namesOf(patients, facilityId, ids.patients),
      staysOf(ward, facilityId, ids.patients),
      labels(ward, facilityId, 'SELECT id, name FROM ward WHERE facility_id = $1'),
      labels(identity, facilityId, 'SELECT id, name FROM device WHERE facility_id = $1'),
    ])
    const known = new Map<string, PatientFacts>()
    for (const { id, ...name } of persons) known.set(id, { ...name, stays: stays.get(id) ?? [] })
    return { people, patients: known, wards, workstations }
  }
}

async function peopleOf(pool: pg.Pool, facilityId: string, ids: readonly string[]): Promise<Map<string, PersonFacts>> {
  const { rows } = await pool.query<{ id: string; name: string; wards: string[] | null }>(
    `SELECT u.id, u.display_name AS name, a.wards FROM "user" u
     LEFT JOIN chart_access a ON a.facility_id = u.facility_id AND a.id = u.id
     WHERE u.facility_id = $1 AND u.id::text = ANY ($2)`,
    [facilityId, ids],
  )
  return new Map(rows.map(({ id, ...person }) => [id, person]))
}

async function namesOf(pool: pg.Pool, facilityId: string, ids: readonly string[]) {
  const { rows } = await pool.query<{ id: string; familyName: string; givenName: string }>(
    `SELECT id, coalesce(family_name, '') AS "familyName", given_name AS "givenName" FROM patient
     WHERE facility_id = $1 AND id::text = ANY ($2)`,
    [facilityId, ids],
  )
  return rows
}

async function staysOf(pool: pg.Pool, facilityId: string, ids: readonly string[]) {
  const { rows } = await pool.query<{ patient: string; ward: string; from: number; to: number | null }>(
    `SELECT patient_id AS patient, ward_id AS ward, admitted_at AS "from", discharged_at AS "to" FROM admission
     WHERE facility_id = $1 AND patient_id::text = ANY ($2)`,
    [facilityId, ids],
  )
  const stays = new Map<string, PatientFacts['stays'][number][]>()
  for (const { patient, ...stay } of rows) stays.set(patient, [...(stays.get(patient) ?? []), stay])
  return stays
}

async function labels(pool: pg.Pool, facilityId: string, sql: string): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; name: string }>(sql, [facilityId])
  return new Map(rows.map(({ id, name }) => [id, name]))
}
