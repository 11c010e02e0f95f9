import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Allergy, Patient } from '../records.ts'

const input = z.strictObject({ allergyId: z.uuid(), reason })

/** Takes an allergy back that was recorded in error. Without another one the patient has to be asked again. */
export const retractAllergy = command({
  name: 'patients.retractAllergy',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician', 'pharmacist', 'administrator'],
  input,
  *gather({ allergyId }) {
    const allergy = yield* get(Allergy, allergyId)
    if (!allergy) return { allergy, patient: null, others: [] }
    const patient = yield* get(Patient, allergy.patientId)
    const all = yield* list(Allergy, 'byPatient', [allergy.patientId])
    return { allergy, patient, others: all.filter((each) => each.id !== allergyId && each.status === 'active') }
  },
  decide({ allergy, patient, others }, { reason: errorReason }) {
    if (!allergy) return refuse('ALLERGY_UNKNOWN')
    if (allergy.status === 'enteredInError') return refuse('ALLERGY_ALREADY_RETRACTED')
    if (!patient) return refuse('PATIENT_UNKNOWN')
    return apply([
      put(Allergy, { ...allergy, status: 'enteredInError', errorReason }),
      // not "none": an error taken back is no answer of the patient
      put(Patient, { ...patient, allergyStatus: others.length > 0 ? 'known' : 'notRecorded' }),
    ])
  },
})
