import type { AnyCommand, CommandContext, Decision } from '../../../src-shared/kernel/command.ts'
import type { StoreRequest } from '../../../src-shared/kernel/gather.ts'
import { runGather } from '../../../src-shared/sync/run-gather.ts'
import { listKey, rowKey, type Touched } from '../outbox/entry.ts'
import type { Stored } from '../store/kind-table.ts'
import type { RowStore } from '../store/row-store.ts'

export interface RuleRun {
  decision: Decision
  /** Keys that the rule read (rows and lists) or wrote. */
  touched: Touched
  /** `kind/id` → revision that the rule saw; 0 where the row is absent or only here. */
  baseVersions: Record<string, number>
}

/** Gathers and decides on the effective rows; writes nothing. */
export function runRule(
  rows: Pick<RowStore, 'get' | 'list'>,
  command: AnyCommand,
  input: unknown,
  context: CommandContext,
): RuleRun {
  const reads = new Set<string>()
  const baseVersions: Record<string, number> = {}
  const seen = (kind: string, id: string, found: Stored | null) => {
    reads.add(rowKey(kind, id))
    baseVersions[rowKey(kind, id)] = found?.rev ?? 0
    return found?.row ?? null
  }
  const answer = (request: StoreRequest) => {
    if (request.op === 'get') return seen(request.kind.name, request.id, rows.get(request.kind, request.id))
    reads.add(listKey(request.kind.name, request.index, request.key))
    const found = rows.list(request.kind, request.index, request.key)
    return found.map((one) => seen(request.kind.name, one.row.id, one))
  }
  const state = runGather(command.gather(input, context), answer)
  const decision = command.decide(state, input, context)
  const puts = decision.type === 'apply' ? decision.puts : []
  const writes = puts.map((put) => rowKey(put.kind.name, put.row.id))
  return { decision, touched: { reads: [...reads], writes: [...new Set(writes)] }, baseVersions }
}
