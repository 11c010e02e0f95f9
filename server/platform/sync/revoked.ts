import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { Prepared, Runnable } from './prepare.ts'
import { refused } from './verdict.ts'

const problem: Problem = { code: 'WORKSTATION_REVOKED', params: {} }

/**
 * What a revoked workstation still sends: all that it says to have done before, and every fact, stands and is flagged
 * (its clock is its own word); an edit made afterwards is kept, but does not count.
 */
export function ofRevoked(runnable: Runnable, revokedAt: number | null): Prepared {
  if (revokedAt === null) return { type: 'run', runnable }
  const { command, entry, flags } = runnable
  if (entry.occurredAt > revokedAt && command.class !== 'fact')
    return { type: 'verdict', verdict: refused('rejected', problem) }
  return { type: 'run', runnable: { ...runnable, flags: [...flags, { ...problem, ownerRole: 'administrator' }] } }
}
