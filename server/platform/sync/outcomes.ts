import type { Flag } from '../../../src-shared/kernel/command.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { Outcome } from '../../../src-shared/sync/protocol.ts'

/** As a workstation gets it: the owner of a flag is the server's business. */
export const outcomeOf = (
  number: number,
  commandId: string,
  ver: number,
  ended: { status: Outcome['status']; problem: Problem | null; flags: readonly Flag[] },
): Outcome => ({
  number,
  commandId,
  status: ended.status,
  ver,
  problem: ended.problem,
  flags: ended.flags.map(({ code, params }) => ({ code, params })),
})
