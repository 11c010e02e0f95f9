import { staffName } from '../../domains/identity/index.ts'
import type { OutboxItem, OutboxStatus } from '../../platform/outbox/entry.ts'
import type { Station } from '../../platform/station.ts'
import { type ProblemView, problemView, procedure, router } from '../trpc.ts'

export interface OutboxView {
  seq: number
  commandId: string
  name: string
  occurredAt: number
  actorName: string
  status: Exclude<OutboxStatus, 'blocked'>
  problem: ProblemView | null
}
const SHOWN = 500

export function outboxRouter(station: Station) {
  return router({
    list: procedure.query((): OutboxView[] =>
      station.outbox.list(SHOWN).map((item) => viewOf(item, staffName(station.db, item.actorId))),
    ),
  })
}

/** Blocked is shown as refused: it will not be applied either, and its problem names the entry that it builds on. */
function viewOf(
  { seq, commandId, name, occurredAt, status, problem, flags }: OutboxItem,
  actorName: string,
): OutboxView {
  const first = problem ?? flags[0]
  return {
    ...{ seq, commandId, name, occurredAt, actorName },
    status: status === 'blocked' ? 'rejected' : status,
    problem: first ? problemView(first) : null,
  }
}
