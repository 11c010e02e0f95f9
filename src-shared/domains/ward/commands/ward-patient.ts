import type { RowOf } from '../../../kernel/kind.ts'
import type { WardPatient } from '../records.ts'
import type { PatientStub } from './fields.ts'

type WardPatientRow = RowOf<typeof WardPatient>

/** The ward's row of a patient: what the patients service said, else what the admitting workstation knew. */
export function knownPatient(existing: WardPatientRow | null, patientId: string, stub: PatientStub): WardPatientRow {
  if (existing?.resolved) return existing
  const place = { wardId: existing?.wardId ?? null, admissionId: existing?.admissionId ?? null }
  return { id: patientId, ...stub, ...place, deceasedAt: existing?.deceasedAt ?? null, resolved: false }
}

/** Holds observations of somebody about whom nothing is known, until the patients service answers. */
export const strangerOf = (patientId: string): WardPatientRow =>
  knownPatient(null, patientId, {
    phn: `NOPHN-${patientId.slice(-12)}`,
    familyName: 'Unregistered',
    givenName: '',
    title: null,
    sex: 'unknown',
    birthDate: null,
  })

/** As people say it: `PERERA, Kamala`. */
export const nameOf = (patient: Pick<WardPatientRow, 'familyName' | 'givenName'>) =>
  [patient.familyName.toUpperCase(), patient.givenName].filter(Boolean).join(', ')
