import type { Flag } from '../../../kernel/command.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { isAhead } from '../../../kernel/time.ts'
import { flag } from '../errors.ts'
import type { Patient } from '../records.ts'

interface Span {
  from: number | null
  to: number | null
  sourceId: string | null
}

/** Breaches of an entry in the history. An imported one raises none: nobody could answer for another system. */
export function historyFlags(patient: RowOf<typeof Patient> | null, span: Span, occurredAt: number): Flag[] {
  if (span.sourceId !== null) return []
  const { from, to } = span
  return [
    ...(patient ? [] : [flag('PATIENT_UNKNOWN', 'nurse')]),
    ...(from !== null && isAhead(from, occurredAt) ? [flag('PATIENT_TIME_AHEAD', 'nurse')] : []),
    ...(from !== null && to !== null && to < from ? [flag('PATIENT_TIMES_REVERSED', 'nurse')] : []),
  ]
}
