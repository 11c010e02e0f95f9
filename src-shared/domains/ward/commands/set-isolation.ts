import { z } from 'zod'
import { command } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { Admission, isolationSchema } from '../records.ts'
import { changeAdmission } from './change-admission.ts'

/** `from`: what the screen showed; refused where somebody has changed it since. */
const input = z.strictObject({ admissionId: z.uuid(), from: isolationSchema, to: isolationSchema })

export const setIsolation = command({
  name: 'ward.setIsolation',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician'],
  input,
  *gather({ admissionId }) {
    return yield* get(Admission, admissionId)
  },
  decide: (admission, change) => changeAdmission(admission, 'isolation', change),
})
