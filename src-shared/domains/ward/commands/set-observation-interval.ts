import { z } from 'zod'
import { command } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { Admission } from '../records.ts'
import { changeAdmission } from './change-admission.ts'

const minutes = z
  .int('Enter whole minutes')
  .min(5, 'The shortest interval is 5 minutes')
  .max(1440, 'The longest interval is 24 hours (1440 minutes)')
  .nullable()

/** Null: the interval that follows from the score. `from`: what the screen showed. */
const input = z.strictObject({ admissionId: z.uuid(), from: minutes, to: minutes })

export const setObservationInterval = command({
  name: 'ward.setObservationInterval',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician'],
  input,
  *gather({ admissionId }) {
    return yield* get(Admission, admissionId)
  },
  decide: (admission, change) => changeAdmission(admission, 'observeEveryMinutes', change),
})
