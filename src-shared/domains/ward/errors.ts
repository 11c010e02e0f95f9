import type { Role } from '../../kernel/actor.ts'
import { type Flag, reject } from '../../kernel/command.ts'
import type { ErrorParams, ErrorText, PlatformErrorCode } from '../../kernel/errors.ts'
import { medicineErrors } from './medicine-errors.ts'

export const wardErrors = {
  WARD_UNKNOWN: {
    cause: 'This ward is not known here.',
    remedy: 'Choose a ward from the list. An administrator can define a missing one.',
  },
  WARD_CODE_EXISTS: {
    cause: 'The ward code {code} is already used by {name}.',
    remedy: 'Choose another code, or change that ward.',
  },
  WARD_BED_UNKNOWN: {
    cause: 'This bed does not exist in this ward.',
    remedy: 'Choose a bed from the bed board.',
  },
  WARD_BED_CLOSED: {
    cause: 'Bed {bed} in {ward} is closed.',
    remedy: 'Choose another bed, or ask an administrator to open it.',
  },
  WARD_BED_TAKEN: {
    cause: 'Bed {bed} in {ward} is already occupied.',
    remedy: 'Choose a free bed. If somebody else was admitted to it at the same moment, agree on the bed with them.',
  },
  WARD_BED_OCCUPIED: {
    cause: 'Bed {bed} cannot be taken away: a patient lies in it.',
    remedy: 'Move the patient first, then change the ward.',
  },
  WARD_SAME_BED: {
    cause: 'The patient already lies in bed {bed}.',
    remedy: 'Choose another bed, or close this window.',
  },
  WARD_ALREADY_ADMITTED: {
    cause: '{name} is already admitted (BHT {bht}).',
    remedy: 'Open that admission; move the patient to your ward if needed.',
  },
  WARD_PATIENT_DECEASED: {
    cause: '{name} is recorded as deceased.',
    remedy:
      'Check that this is the right patient. If the death was recorded in error, correct the patient’s record first.',
  },
  WARD_ADMISSION_UNKNOWN: {
    cause: 'This admission is not known here.',
    remedy: 'Look at the bed board again. An entry for this patient is kept and shown with the patient.',
  },
  WARD_ALREADY_DISCHARGED: {
    cause: 'The patient (BHT {bht}) has already left the ward.',
    remedy: 'Look at the bed board again. Admit the patient anew if he or she came back.',
  },
  WARD_DISCHARGE_ORDER: {
    cause: 'The next step of this discharge is “{expected}”.',
    remedy: 'Complete that step first: clinical, nursing, pharmacy, billing, physical.',
  },
  WARD_NOT_DISCHARGING: {
    cause: 'No discharge has been started for this patient (BHT {bht}).',
    remedy: 'Nothing has to be done.',
  },
  WARD_FIELD_CHANGED: {
    cause: 'Somebody else has changed {field} meanwhile; it is now “{theirs}”.',
    remedy: 'Look at the chart again and repeat your change if it is still right.',
  },
  WARD_TIME_AHEAD: {
    cause: 'The time of this entry is in the future.',
    remedy: 'Correct the time. If it looks right to you, check the clock of the workstation.',
  },
  WARD_TIME_BEFORE_ADMISSION: {
    cause: 'The time of this entry lies before the admission.',
    remedy: 'Correct the time.',
  },
  WARD_TIMES_REVERSED: {
    cause: 'The discharge of this stay lies before its admission.',
    remedy: 'Check both times with the record they come from.',
  },
  WARD_PATIENT_UNKNOWN: {
    cause: 'An entry was made for a patient whom the ward does not know.',
    remedy: 'Find out who the patient is, and register or admit the patient; the entry is kept under the patient’s id.',
  },
  WARD_PATIENT_MISMATCH: {
    cause: 'The observations of one patient were entered under the admission of another (BHT {bht}).',
    remedy: 'Ask who took them. They are kept with the patient; mark them as entered in error if the patient is wrong.',
  },
  WARD_AFTER_DISCHARGE: {
    cause: 'Observations were taken after the patient had left the ward (BHT {bht}).',
    remedy: 'Check the time and the patient; mark the set as entered in error if one of them is wrong.',
  },
  VITALS_UNKNOWN: {
    cause: 'This set of observations is not known here.',
    remedy: 'Look at the chart again.',
  },
  VITALS_ALREADY_IN_ERROR: {
    cause: 'This set of observations has already been marked as entered in error.',
    remedy: 'Nothing has to be done.',
  },
  VITALS_IMPLAUSIBLE: {
    cause: '{field} of {value} is very unusual.',
    remedy: 'Measure again. Mark the set as entered in error if it was a slip.',
  },
  VITALS_PRESSURES_EXCHANGED: {
    cause: 'The diastolic pressure ({diastolic}) is not below the systolic one ({systolic}).',
    remedy: 'Measure again. Mark the set as entered in error if the two were exchanged.',
  },
  VITALS_FLOW_ON_AIR: {
    cause: 'An oxygen flow of {flow} l/min was recorded for a patient who breathes air.',
    remedy: 'Find out which is right: oxygen counts in the score. Mark the set as entered in error and enter it again.',
  },
  VITALS_AHEAD: {
    cause: 'Observations were recorded with a time in the future.',
    remedy: 'Check the time with the person who took them, and the clock of the workstation.',
  },
  FLUID_UNKNOWN: {
    cause: 'This fluid record is not known here.',
    remedy: 'Look at the fluid balance again.',
  },
  FLUID_ALREADY_IN_ERROR: {
    cause: 'This fluid record has already been marked as entered in error.',
    remedy: 'Nothing has to be done.',
  },
  ...medicineErrors,
} satisfies Record<string, ErrorText>
export type WardErrorCode = keyof typeof wardErrors

/** A refusal whose text is in the catalogue: another code does not compile. */
export const refuse = reject<WardErrorCode | Extract<PlatformErrorCode, 'NOT_ALLOWED'>>

export const flag = (code: WardErrorCode, ownerRole: Role, params: ErrorParams = {}): Flag => ({
  code,
  params,
  ownerRole,
})
