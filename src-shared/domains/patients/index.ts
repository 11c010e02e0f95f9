import type { Domain } from '../../kernel/domain.ts'
import { confirmNoAllergies } from './commands/confirm-no-allergies.ts'
import { recordAllergy } from './commands/record-allergy.ts'
import { recordCondition } from './commands/record-condition.ts'
import { recordEncounter } from './commands/record-encounter.ts'
import { register } from './commands/register.ts'
import { retractAllergy } from './commands/retract-allergy.ts'
import { update } from './commands/update.ts'
import { patientsErrors } from './errors.ts'
import { closeInboxItem, InboxItem, inbox } from './inbox.ts'
import { Allergy, Condition, Encounter, Patient } from './records.ts'
import { phn } from './sequences.ts'

export type { PatientsErrorCode } from './errors.ts'
export type * from './views.ts'
export {
  Allergy,
  Condition,
  confirmNoAllergies,
  Encounter,
  Patient,
  patientsErrors,
  phn,
  recordAllergy,
  recordCondition,
  recordEncounter,
  register,
  retractAllergy,
  update,
}

export const patients: Domain = {
  service: 'patients',
  kinds: [Patient, Allergy, Encounter, Condition, InboxItem],
  commands: [
    register,
    update,
    recordAllergy,
    confirmNoAllergies,
    retractAllergy,
    recordEncounter,
    recordCondition,
    closeInboxItem,
  ],
  sequences: [phn],
  errors: patientsErrors,
  inbox,
}
