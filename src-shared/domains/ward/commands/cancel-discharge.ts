import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Admission } from '../records.ts'

/** The reason stays in the command's own record and in the audit. */
const input = z.strictObject({ admissionId: z.uuid(), reason })

/** Takes all stages of a discharge back, as long as the patient has not left. */
export const cancelDischarge = command({
  name: 'ward.cancelDischarge',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician'],
  input,
  *gather({ admissionId }) {
    return yield* get(Admission, admissionId)
  },
  decide(admission) {
    if (!admission) return refuse('WARD_ADMISSION_UNKNOWN')
    if (admission.status === 'discharged') return refuse('WARD_ALREADY_DISCHARGED', { bht: admission.bht })
    if (admission.stages.length === 0) return refuse('WARD_NOT_DISCHARGING', { bht: admission.bht })
    return apply([put(Admission, { ...admission, status: 'admitted', stages: [] })])
  },
})
