import { registry } from '../../../../src-shared/domains/registry.ts'
import type { Role } from '../../../../src-shared/kernel/actor.ts'
import type { StoreRequest } from '../../../../src-shared/kernel/gather.ts'
import { aboutOf, dutyOf, makerRole, type Place } from '../../../../src-shared/kernel/inbox.ts'
import type { CommandRecord } from '../../../../src-shared/sync/envelope.ts'
import { runGather } from '../../../../src-shared/sync/run-gather.ts'
import type { OutboxItem } from '../../../platform/outbox/entry.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import type { Station } from '../../../platform/station.ts'
import { KindTable } from '../../../platform/store/kind-table.ts'
import { itemOfCommand } from './items.ts'

/** An entry of this workstation that is no item of the hospital's inbox, or of none that may be held here. */
export interface OwnEntry extends OutboxItem {
  /** Null: whom it concerns is not known here, and what it says is not shown. */
  place: Place | null
  payload: Record<string, unknown> | null
  ownerRole: Role
  /** Epoch ms. */
  dueAt: number
}

const NEEDS_LOOK = ['rejected', 'quarantined', 'flagged', 'blocked']
const LISTED = 500
const HOUR_MS = 3_600_000

/** What somebody has to look at and nobody has decided about, with the same owner that the server would name. */
export function ownEntries({ db, outbox }: Station): OwnEntry[] {
  const open = outbox.list(LISTED).filter(({ status, closed }) => NEEDS_LOOK.includes(status) && closed === null)
  const without = open.filter(({ name, commandId }) => itemOfCommand(db, name, commandId) === null)
  return without.map((entry) => withOwner(db, entry))
}

function withOwner(db: Database, entry: OutboxItem): OwnEntry {
  const sql = 'SELECT record FROM outbox WHERE command_id = ?'
  const { record: text } = statement(db, sql).get(entry.commandId) as { record: string }
  const record = JSON.parse(text) as CommandRecord
  const inbox = registry.inboxOf(record.service)
  const maker = makerRole(registry.command(record.name, record.version)?.allow, record.actor.roles)
  const problems = entry.problem ? [entry.problem] : entry.flags
  const { ownerRole, hours } = dutyOf(inbox?.duties ?? {}, problems, maker)
  const place = inbox ? runGather(inbox.place(record.name, aboutOf(record)), (request) => answer(db, request)) : null
  const payload = place && record.input
  return { ...entry, place, payload, ownerRole, dueAt: record.occurredAt + hours * HOUR_MS }
}

function answer(db: Database, request: StoreRequest): unknown {
  const table = new KindTable(db, request.kind)
  if (request.op === 'get') return table.get(request.id)?.row ?? null
  return table.list(request.index, request.key).map(({ row }) => row)
}
