import { POLICY_DEFAULTS, policySchema, type TerminalPolicy } from '../../../../src-shared/domains/identity/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'

/** How the hospital wants its terminals to behave, as last received; the defaults before. */
export function terminalPolicy(db: Database): TerminalPolicy {
  const cells = statement(db, 'SELECT * FROM identity_policy LIMIT 1').get() as Record<string, number> | undefined
  if (!cells) return POLICY_DEFAULTS
  const read = policySchema.safeParse({
    blankSeconds: cells.blank_seconds,
    lockSeconds: cells.lock_seconds,
    shiftHours: cells.shift_hours,
    pinDigits: cells.pin_digits,
    offlineShift: cells.offline_shift === 1,
    breakGlassHours: cells.break_glass_hours,
    cacheLeaseHours: cells.cache_lease_hours,
  })
  return read.success ? read.data : POLICY_DEFAULTS
}
