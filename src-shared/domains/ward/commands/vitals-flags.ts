import type { Flag } from '../../../kernel/command.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { assertNever } from '../../../kernel/result.ts'
import { isAhead } from '../../../kernel/time.ts'
import { flag } from '../errors.ts'
import type { Admission, WardPatient } from '../records.ts'
import { checkVitals, type VitalFinding } from '../rules/plausibility.ts'
import { type Measurements, VITAL_WORDS } from './measurements.ts'

export interface VitalsState {
  patient: RowOf<typeof WardPatient> | null
  /** What the entry names. */
  named: RowOf<typeof Admission> | null
  /** Where the set belongs: the named admission of this patient, else the patient's current one. */
  admission: RowOf<typeof Admission> | null
}

type Entry = Measurements & { admissionId: string | null; takenAt: number; sourceId: string | null }

/** Breaches of a set that stands all the same. Imported history raises none: nobody could answer for it. */
export function vitalsFlags(entry: Entry, state: VitalsState, occurredAt: number): Flag[] {
  if (entry.sourceId !== null) return []
  return [...stayFlags(entry, state, occurredAt), ...checkVitals(entry).map(findingFlag)]
}

/** Whether an entry at the bedside belongs to this patient, this stay and this time. */
export function stayFlags(
  entry: Pick<Entry, 'admissionId' | 'takenAt'>,
  state: VitalsState,
  occurredAt: number,
): Flag[] {
  const ahead = isAhead(entry.takenAt, occurredAt) ? [flag('VITALS_AHEAD', 'nurse')] : []
  return [...placeFlags(entry, state), ...ahead]
}

function placeFlags(entry: Pick<Entry, 'admissionId' | 'takenAt'>, { patient, named, admission }: VitalsState): Flag[] {
  const unknown = patient ? [] : [flag('WARD_PATIENT_UNKNOWN', 'nurse')]
  if (entry.admissionId === null) return unknown
  if (!named) return [...unknown, flag('WARD_ADMISSION_UNKNOWN', 'nurse')]
  if (named !== admission) return [...unknown, flag('WARD_PATIENT_MISMATCH', 'nurse', { bht: named.bht })]
  const left = named.dischargedAt !== null && entry.takenAt > named.dischargedAt
  return left ? [...unknown, flag('WARD_AFTER_DISCHARGE', 'nurse', { bht: named.bht })] : unknown
}

function findingFlag(finding: VitalFinding): Flag {
  switch (finding.kind) {
    case 'impossible':
    case 'improbable': {
      const { name, unit } = VITAL_WORDS[finding.parameter]
      return flag('VITALS_IMPLAUSIBLE', 'nurse', { field: name, value: `${finding.value}${unit}` })
    }
    case 'diastolicNotBelowSystolic':
      return flag('VITALS_PRESSURES_EXCHANGED', 'nurse', { systolic: finding.systolic, diastolic: finding.diastolic })
    case 'flowOnAir':
      return flag('VITALS_FLOW_ON_AIR', 'nurse', { flow: finding.oxygenFlow })
    default:
      return assertNever(finding)
  }
}
