import type { CommandResult, Flag } from '../../../src-shared/kernel/command.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { Outcome } from '../../../src-shared/sync/protocol.ts'

/** How a command ended, before its version is known. */
export interface Verdict {
  status: Outcome['status']
  problem: Problem | null
  flags: readonly Flag[]
  result: CommandResult
  /** `kind/id` of what it wrote. */
  rows: readonly string[]
}

export const refused = (status: 'rejected' | 'quarantined', problem: Problem): Verdict => ({
  status,
  problem,
  flags: [],
  result: {},
  rows: [],
})

export const stands = (flags: readonly Flag[], result: CommandResult, rows: readonly string[]): Verdict => ({
  status: flags.length > 0 ? 'flagged' : 'applied',
  problem: null,
  flags,
  result,
  rows,
})
