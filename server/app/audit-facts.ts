import type pg from 'pg'
import type { PatientFacts } from '../../src-shared/audit/unusual.ts'
import type { AuditFacts } from '../services/audit/index.ts'

export interface FactIds {
  people: readonly string[]
  patients: readonly string[]
}
/** What one service tells; the rest is left out. */
export interface Told {
  people?: { id: string; name: string; wards: string[] | null }[] | undefined
  workstations?: { id: string; name: string }[] | undefined
  patients?: { id: string; familyName: string; givenName: string }[] | undefined
  stays?: { patient: string; ward: string; from: number; to: number | null }[] | undefined
  wards?: { id: string; name: string }[] | undefined
}
export type FactService = keyof typeof factsOf

/** Asks a service's own tables, as that service's role; what the audit shows of it is not kept. */
export const factsOf = {
  identity: async (pool: pg.Pool, facilityId: string, ids: FactIds): Promise<Told> => ({
    people: await rowsOf(
      pool,
      `SELECT u.id, u.display_name AS name, a.wards FROM "user" u
       LEFT JOIN chart_access a ON a.facility_id = u.facility_id AND a.id = u.id
       WHERE u.facility_id = $1 AND u.id::text = ANY ($2)`,
      [facilityId, ids.people],
    ),
    workstations: await rowsOf(pool, 'SELECT id, name FROM device WHERE facility_id = $1', [facilityId]),
  }),
  patients: async (pool: pg.Pool, facilityId: string, ids: FactIds): Promise<Told> => ({
    patients: await rowsOf(
      pool,
      `SELECT id, coalesce(family_name, '') AS "familyName", given_name AS "givenName" FROM patient
       WHERE facility_id = $1 AND id::text = ANY ($2)`,
      [facilityId, ids.patients],
    ),
  }),
  ward: async (pool: pg.Pool, facilityId: string, ids: FactIds): Promise<Told> => ({
    stays: await rowsOf(
      pool,
      `SELECT patient_id AS patient, ward_id AS ward, admitted_at AS "from", discharged_at AS "to" FROM admission
       WHERE facility_id = $1 AND patient_id::text = ANY ($2)`,
      [facilityId, ids.patients],
    ),
    wards: await rowsOf(pool, 'SELECT id, name FROM ward WHERE facility_id = $1', [facilityId]),
  }),
}
const FACT_SERVICES = Object.keys(factsOf) as FactService[]

async function rowsOf<Row extends pg.QueryResultRow>(pool: pg.Pool, sql: string, values: unknown[]): Promise<Row[]> {
  return (await pool.query<Row>(sql, values)).rows
}

/** @param ask one service: in this process, or over the network */
export function auditFacts(ask: (service: FactService, ids: FactIds) => Promise<Told>): AuditFacts {
  return async (ids) => {
    const told: Told = Object.assign({}, ...(await Promise.all(FACT_SERVICES.map((service) => ask(service, ids)))))
    const { people = [], patients = [], stays = [], wards = [], workstations = [] } = told
    return {
      people: new Map(people.map(({ id, ...person }) => [id, person])),
      patients: withStays(patients, stays),
      ...{ wards: labels(wards), workstations: labels(workstations) },
    }
  }
}

/** The ward where a patient lies at this time. @param ask as of `auditFacts` */
export function currentWard(
  ask: (service: 'ward', ids: FactIds) => Promise<Told>,
): (patientId: string) => Promise<string | null> {
  return async (patientId) => {
    const { stays = [] } = await ask('ward', { people: [], patients: [patientId] })
    return stays.find(({ to }) => to === null)?.ward ?? null
  }
}

const labels = (rows: readonly { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]))

function withStays(patients: NonNullable<Told['patients']>, stays: NonNullable<Told['stays']>) {
  const of = new Map<string, PatientFacts['stays'][number][]>()
  for (const { patient, ...stay } of stays) of.set(patient, [...(of.get(patient) ?? []), stay])
  return new Map(patients.map(({ id, ...name }) => [id, { ...name, stays: of.get(id) ?? [] }]))
}
