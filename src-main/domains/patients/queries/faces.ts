import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { allergyLabel } from './allergies-here.ts'

/** What another domain shows of a patient: the name, and what is known of allergies. */
export interface PatientFace {
  patientId: string
  phn: string
  familyName: string
  givenName: string
  title: string | null
  sex: 'female' | 'male' | 'other' | 'unknown'
  birthDate: string | null
  allergies: 'known' | 'none' | 'notRecorded' | 'unavailable'
}

interface FaceCells {
  id: string
  phn: string
  family_name: string
  given_name: string
  title: string | null
  sex: PatientFace['sex']
  birth_date: string | null
  allergy_status: 'known' | 'none' | 'notRecorded'
  rev: number
}

/** By id, in one statement; a patient whom this workstation does not hold is not among them. */
export function patientFaces(
  db: Database,
  patientIds: readonly string[],
  allergiesComplete: boolean,
): Map<string, PatientFace> {
  const sql = `SELECT id, phn, family_name, given_name, title, sex, birth_date, allergy_status, rev FROM patients_patient
    WHERE id IN (SELECT value FROM json_each(?))`
  const cells = statement(db, sql).all(JSON.stringify(patientIds)) as FaceCells[]
  return new Map(cells.map((one) => [one.id, faceOf(one, allergiesComplete)]))
}

const faceOf = (cells: FaceCells, allergiesComplete: boolean): PatientFace => ({
  patientId: cells.id,
  phn: cells.phn,
  familyName: cells.family_name,
  givenName: cells.given_name,
  title: cells.title,
  sex: cells.sex,
  birthDate: cells.birth_date,
  allergies: allergyLabel(cells, allergiesComplete),
})
