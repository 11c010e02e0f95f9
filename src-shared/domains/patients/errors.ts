import type { Role } from '../../kernel/actor.ts'
import { type Flag, reject } from '../../kernel/command.ts'
import type { ErrorParams, ErrorText } from '../../kernel/errors.ts'

export const patientsErrors = {
  PATIENT_UNKNOWN: {
    cause: 'This patient is not known here.',
    remedy:
      'Search for the patient again. If the registration was refused, register the patient anew and move the entry.',
  },
  PATIENT_MERGED: {
    cause: 'This record was merged into another one of the same person.',
    remedy: 'Open the record that remains and make the entry there.',
  },
  PATIENT_NIC_INVALID: {
    cause: '{nic} is not a valid NIC: it has 9 digits and V or X, or 12 digits.',
    remedy: 'Compare it with the card. Leave it empty if the card is not at hand.',
  },
  PATIENT_NIC_EXISTS: {
    cause: 'The NIC {nic} already belongs to {name} (PHN {phn}).',
    remedy:
      'Open that record. If it is another person, compare both cards and leave the NIC empty until that is clear.',
  },
  PATIENT_POSSIBLE_DUPLICATE: {
    cause: 'The same person seems to be registered twice: also as {name} (PHN {phn}).',
    remedy:
      'Compare both records and ask the patient. Both stand; a NIC that both claim stays with the first until that is clear.',
  },
  PATIENT_SOURCE_EXISTS: {
    cause: 'The record {sourceId} of the other system has already been imported (PHN {phn}).',
    remedy: 'Nothing has to be done: the patient is here.',
  },
  PATIENT_ALREADY_REGISTERED: {
    cause: 'This patient has already been registered (PHN {phn}).',
    remedy: 'Open that record; nothing has to be registered again.',
  },
  PATIENT_MOTHER_UNKNOWN: {
    cause: 'The mother of this newborn is not known here.',
    remedy: 'Search for the mother, or register her first.',
  },
  PATIENT_DATE_AHEAD: {
    cause: 'The date in {field} is in the future.',
    remedy: 'Correct the date.',
  },
  PATIENT_FIELD_CHANGED: {
    cause: 'Somebody else has changed {field} meanwhile; it is now “{theirs}”.',
    remedy: 'Look at the record again and repeat your change if it is still right.',
  },
  PATIENT_HAS_ALLERGIES: {
    cause: '“No known allergies” was confirmed, but {count} recorded allergies stand: {substances}.',
    remedy: 'Ask the patient again. Take back each allergy that was recorded in error; until then the allergies stand.',
  },
  ALLERGY_UNKNOWN: {
    cause: 'This allergy is not recorded here.',
    remedy: 'Look at the list of allergies again.',
  },
  ALLERGY_ALREADY_RETRACTED: {
    cause: 'This allergy has already been marked as recorded in error.',
    remedy: 'Nothing has to be done.',
  },
  PATIENT_TIME_AHEAD: {
    cause: 'The time of this entry is in the future.',
    remedy: 'Check the time with the person who made the entry, and the clock of the workstation.',
  },
  PATIENT_TIMES_REVERSED: {
    cause: 'The end of this entry lies before its beginning.',
    remedy: 'Check both times with the person who made the entry.',
  },
} satisfies Record<string, ErrorText>
export type PatientsErrorCode = keyof typeof patientsErrors

/** A refusal whose text is in the catalogue: another code does not compile. */
export const refuse = reject<PatientsErrorCode>

export const flag = (code: PatientsErrorCode, ownerRole: Role, params: ErrorParams = {}): Flag => ({
  code,
  params,
  ownerRole,
})
