import { apply, type Decision, put } from '../../../kernel/command.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Admission } from '../records.ts'

type AdmissionRow = RowOf<typeof Admission>
type Settable = 'isolation' | 'spo2Scale' | 'observeEveryMinutes'
const WORDS: Record<Settable, string> = {
  isolation: 'the isolation',
  spo2Scale: 'the oxygen scale',
  observeEveryMinutes: 'the observation interval',
}

/** Compare and set of one field of a stay: a change that somebody else made meanwhile is not overwritten unseen. */
export function changeAdmission<Field extends Settable>(
  admission: AdmissionRow | null,
  field: Field,
  { from, to }: { from: AdmissionRow[Field]; to: AdmissionRow[Field] },
  also: Partial<AdmissionRow> = {},
): Decision {
  if (!admission) return refuse('WARD_ADMISSION_UNKNOWN')
  if (admission.status === 'discharged') return refuse('WARD_ALREADY_DISCHARGED', { bht: admission.bht })
  const now = admission[field]
  if (now !== from && now !== to) return refuse('WARD_FIELD_CHANGED', { field: WORDS[field], theirs: now ?? 'not set' })
  return apply([put(Admission, { ...admission, ...also, [field]: to })])
}
