import type { PatientHit } from '../../../../src-shared/domains/patients/index.ts'

/** The columns that a list of patients shows. */
export const HIT = `p.id, p.phn, p.family_name, p.given_name, p.title, p.sex, p.birth_date, p.nic, p.phone, p.locality,
  p.deceased_at, p.pending`

export interface HitCells {
  id: string
  phn: string
  family_name: string
  given_name: string
  title: string | null
  sex: PatientHit['sex']
  birth_date: string | null
  nic: string | null
  phone: string | null
  locality: string | null
  deceased_at: number | null
  pending: number
}

export const hitOf = (cells: HitCells): PatientHit => ({
  patientId: cells.id,
  phn: cells.phn,
  familyName: cells.family_name,
  givenName: cells.given_name,
  title: cells.title,
  sex: cells.sex,
  birthDate: cells.birth_date,
  nic: cells.nic,
  phone: cells.phone,
  locality: cells.locality,
  deceased: cells.deceased_at !== null,
  pending: cells.pending === 1,
})
