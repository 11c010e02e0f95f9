import { registry } from '../../../../src-shared/domains/registry.ts'
import type { Role } from '../../../../src-shared/kernel/actor.ts'
import { type InboxItemRow, inboxKind, mayClose } from '../../../../src-shared/kernel/inbox.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { tableOf } from '../../../platform/store/kind-table.ts'
import { decodeRow } from '../../../platform/store/row-codec.ts'

export interface Item extends InboxItemRow {
  service: string
}
/** What became of a command of this workstation, as far as the inbox knows. */
export type Whereabouts = Pick<InboxItemRow, 'state' | 'ownerRole' | 'dueAt'>

/** Only services that have an inbox have its table. */
const services = registry.domains.filter(({ inbox }) => inbox !== undefined).map(({ service }) => service)
const MOST = 500

/** Open items that these roles own, the most urgent first. */
export function openItems(db: Database, roles: readonly Role[]): Item[] {
  const found = services.flatMap((service) => {
    const kind = inboxKind(service)
    const sql = `SELECT * FROM ${tableOf(kind)} WHERE state = 'open' ORDER BY due_at, id LIMIT ${MOST}`
    const rows = statement(db, sql).all() as Record<string, unknown>[]
    return rows.map((cells) => ({ ...(decodeRow(kind, cells) as InboxItemRow), service }))
  })
  return found.filter((item) => mayClose(item, roles)).sort((a, b) => a.dueAt - b.dueAt)
}

export function itemById(db: Database, service: string, itemId: string): Item | null {
  if (!services.includes(service)) return null
  const kind = inboxKind(service)
  const cells = statement(db, `SELECT * FROM ${tableOf(kind)} WHERE id = ?`).get(itemId)
  return cells ? { ...(decodeRow(kind, cells as Record<string, unknown>) as InboxItemRow), service } : null
}

/** The item of a command: its id is the command's. Null while there is none, or none that this workstation may hold. */
export function itemOfCommand(db: Database, commandName: string, commandId: string): Whereabouts | null {
  return itemById(db, commandName.split('.')[0] ?? '', commandId)
}
