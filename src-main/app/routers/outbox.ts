import { staffName } from '../../domains/identity/index.ts'
import { itemOfCommand } from '../../domains/inbox/index.ts'
import type { OutboxItem, OutboxStatus } from '../../platform/outbox/entry.ts'
import type { Station } from '../../platform/station.ts'
import { type ProblemView, problemView, procedure, router } from '../trpc.ts'

export interface OutboxView {
  seq: number
  commandId: string
  name: string
  occurredAt: number
  actorName: string
  /** sent: on its way at this moment; while the server is away such an entry waits like all others. */
  status: Exclude<OutboxStatus, 'blocked'>
  problem: ProblemView | null
  /** Whose task it became, and whether that is settled; null: nobody's. */
  inbox: ReturnType<typeof itemOfCommand>
  /** A person has decided about it, here or in the inbox. */
  closed: boolean
}
const SHOWN = 500

export function outboxRouter(station: Station) {
  return router({
    list: procedure.query((): OutboxView[] => {
      const offline = station.sync.status().connection === 'offline'
      return station.outbox.list(SHOWN).map((item) => viewOf(station, item, offline))
    }),
  })
}

function viewOf(station: Station, item: OutboxItem, offline: boolean): OutboxView {
  const { seq, commandId, name, occurredAt } = item
  const first = item.problem ?? item.flags[0]
  const inbox = item.status === 'accepted' || !first ? null : itemOfCommand(station.db, name, commandId)
  return {
    ...{ seq, commandId, name, occurredAt },
    actorName: staffName(station.db, item.actorId),
    status: shownAs(item.status, offline),
    problem: first ? problemView(first) : null,
    inbox: inbox && { state: inbox.state, ownerRole: inbox.ownerRole, dueAt: inbox.dueAt },
    closed: item.closed !== null || inbox?.state === 'closed',
  }
}

/** Blocked is shown as refused: it will not be applied either, and its problem names the entry that it builds on. */
function shownAs(status: OutboxStatus, offline: boolean): OutboxView['status'] {
  if (status === 'blocked') return 'rejected'
  return status === 'sent' && offline ? 'waiting' : status
}
