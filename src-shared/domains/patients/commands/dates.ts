import type { CommandContext, Decision } from '../../../kernel/command.ts'
import { isAhead } from '../../../kernel/time.ts'
import { refuse } from '../errors.ts'

interface Dates {
  birthDate?: string | null | undefined
  deceasedAt?: number | null | undefined
}
type When = Pick<CommandContext, 'occurredAt' | 'utcOffsetMinutes'>

/** Why these dates cannot be: a person is not born, and does not die, in the future. */
export function dateRefusal({ birthDate, deceasedAt }: Dates, { occurredAt, utcOffsetMinutes }: When): Decision | null {
  const today = new Date(occurredAt + utcOffsetMinutes * 60_000).toISOString().slice(0, 10)
  if (birthDate && birthDate > today) return refuse('PATIENT_DATE_AHEAD', { field: 'the date of birth' })
  if (deceasedAt && isAhead(deceasedAt, occurredAt)) return refuse('PATIENT_DATE_AHEAD', { field: 'the time of death' })
  return null
}
