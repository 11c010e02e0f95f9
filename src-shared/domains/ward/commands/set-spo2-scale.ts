import { z } from 'zod'
import { command } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { Admission } from '../records.ts'
import { changeAdmission } from './change-admission.ts'

const scale = z.union([z.literal(1), z.literal(2)], 'Choose scale 1 or scale 2')

/** `from`: what the screen showed; refused where somebody has changed it since. */
const input = z.strictObject({ admissionId: z.uuid(), from: scale, to: scale })

/** A clinician's decision (RCP 2017): scale 2 only for a target of 88–92 %. Sets already scored keep their score. */
export const setSpo2Scale = command({
  name: 'ward.setSpo2Scale',
  version: 1,
  class: 'edit',
  allow: ['clinician'],
  input,
  *gather({ admissionId }) {
    return yield* get(Admission, admissionId)
  },
  decide: (admission, change, { actor }) =>
    changeAdmission(admission, 'spo2Scale', change, { spo2ScaleBy: actor.userId }),
})
