import type { Decision } from '../../../kernel/command.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { isAhead } from '../../../kernel/time.ts'
import { refuse } from '../errors.ts'
import type { Admission } from '../records.ts'

/** Why `at` cannot be the time of something that ends or changes this stay; null where it can. */
export function timeRefusal(at: number, admission: RowOf<typeof Admission>, occurredAt: number): Decision | null {
  if (isAhead(at, occurredAt)) return refuse('WARD_TIME_AHEAD')
  if (at < admission.admittedAt) return refuse('WARD_TIME_BEFORE_ADMISSION')
  return null
}
