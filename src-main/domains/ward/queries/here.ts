import type { PatientNameView } from '../../../../src-shared/domains/ward/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import type { PatientFace } from '../../patients/index.ts'

/** A scope of the sync, as `station.device.scopes()` tells it. */
export interface WardScope {
  service: string
  scope: string
  state: string
  confirmedAt: number | null
}

export function wardScope(scopes: readonly WardScope[], wardId: string): WardScope | null {
  return scopes.find(({ service, scope }) => service === 'ward' && scope === `ward:${wardId}`) ?? null
}

/** Its rows are whole, if perhaps not of this minute. */
export const isHere = (scope: WardScope | null): boolean =>
  scope !== null && (scope.state === 'ready' || scope.state === 'tailing' || scope.confirmedAt !== null)

/** Names and allergy labels by patient: the patients domain's answer, given in. */
export type Faces = (patientIds: readonly string[]) => Map<string, PatientFace>
export type NameAndAllergies = Omit<PatientFace, 'patientId'> & { patientId: string }

interface WardPatientCells {
  id: string
  phn: string
  family_name: string
  given_name: string
  title: string | null
  sex: PatientNameView['sex']
  birth_date: string | null
}

/** From the patients domain where it knows the person, else what the ward was told at admission, without allergies. */
export function namesOf(db: Database, faces: Faces, patientIds: readonly string[]): Map<string, NameAndAllergies> {
  const known: Map<string, NameAndAllergies> = new Map(faces(patientIds))
  const missing = patientIds.filter((id) => !known.has(id))
  if (missing.length === 0) return known
  const sql = `SELECT id, phn, family_name, given_name, title, sex, birth_date FROM ward_patient
    WHERE id IN (SELECT value FROM json_each(?))`
  for (const cells of statement(db, sql).all(JSON.stringify(missing)) as WardPatientCells[])
    known.set(cells.id, stub(cells))
  return known
}

const stub = (cells: WardPatientCells): NameAndAllergies => ({
  patientId: cells.id,
  phn: cells.phn,
  familyName: cells.family_name,
  givenName: cells.given_name,
  title: cells.title,
  sex: cells.sex,
  birthDate: cells.birth_date,
  allergies: 'unavailable',
})

/** Neither domain knows the person: an admission without a name is shown as that, never left out. */
export const nameless = (patientId: string): NameAndAllergies => ({
  ...{
    patientId,
    phn: '',
    familyName: 'Name unavailable',
    givenName: '',
    title: null,
    sex: 'unknown',
    birthDate: null,
  },
  allergies: 'unavailable',
})
