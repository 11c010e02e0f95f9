import type { Decision } from '../../../kernel/command.ts'
import { isAhead } from '../../../kernel/time.ts'
import { refuse } from '../errors.ts'

interface Dates {
  birthDate?: string | null | undefined
  deceasedAt?: number | null | undefined
}
/** The eastmost calendar is this far ahead of UTC; a rule does not know the hospital's own offset. */
const EASTMOST_MS = 14 * 3_600_000

/** Why these dates cannot be: a person is not born, and does not die, in the future. */
export function dateRefusal({ birthDate, deceasedAt }: Dates, occurredAt: number): Decision | null {
  const today = new Date(occurredAt + EASTMOST_MS).toISOString().slice(0, 10)
  if (birthDate && birthDate > today) return refuse('PATIENT_DATE_AHEAD', { field: 'the date of birth' })
  if (deceasedAt && isAhead(deceasedAt, occurredAt)) return refuse('PATIENT_DATE_AHEAD', { field: 'the time of death' })
  return null
}
