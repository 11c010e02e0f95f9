import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get, list } from '../../../kernel/gather.ts'
import { flag } from '../errors.ts'
import { Allergy, Patient } from '../records.ts'
import { standIn } from './stand-in.ts'

const input = z.strictObject({ patientId: z.uuid() })

/** Records that the patient was asked and has no known allergies. Recorded allergies stand against it. */
export const confirmNoAllergies = command({
  name: 'patients.confirmNoAllergies',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician', 'pharmacist', 'administrator'],
  input,
  *gather({ patientId }) {
    const patient = yield* get(Patient, patientId)
    const allergies = yield* list(Allergy, 'byPatient', [patientId])
    return { patient, active: allergies.filter((allergy) => allergy.status === 'active') }
  },
  decide({ patient, active }, { patientId }, { occurredAt }) {
    const person = patient ?? standIn(patientId, occurredAt)
    const flags = patient ? [] : [flag('PATIENT_UNKNOWN', 'nurse')]
    if (active.length === 0) return apply([put(Patient, { ...person, allergyStatus: 'none' })], {}, flags)
    const substances = active.map((allergy) => allergy.substance).join(', ')
    const contradiction = flag('PATIENT_HAS_ALLERGIES', 'nurse', { count: active.length, substances })
    return apply([put(Patient, { ...person, allergyStatus: 'known' })], {}, [...flags, contradiction])
  },
})
