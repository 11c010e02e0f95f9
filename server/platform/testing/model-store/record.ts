import { emptySum, type Sum } from '../../../../src-shared/sync/digest.ts'
import { Conflict } from '../../store/failure.ts'
import type { AuditHead, Recording } from '../../store/port.ts'
import type { ModelTables } from './tables.ts'
import type { ModelTransaction } from './transaction.ts'
import { copied, frozen } from './values.ts'

interface Session {
  tx: ModelTransaction
  tables: ModelTables
}
const COUNTER = 'counter'

export async function holdAudit({ tx, tables }: Session, deviceId: string, start: string): Promise<AuditHead> {
  await tx.statement('hold audit')
  await tx.hold(`audit_head ${deviceId}`)
  const head = tx.get(tables.auditHead, deviceId) ?? { seq: 0, hash: start }
  tx.set(tables.auditHead, deviceId, head)
  return head
}

/** The version is allotted in a step of its own: between it and the commit, others go on. */
export async function record(session: Session, recording: Recording): Promise<number> {
  const { tx, tables } = session
  await tx.statement('allot version')
  const ver =
    recording.changes.entries.length > 0 ? await nextVersion(session) : (tx.get(tables.feedCounter, COUNTER) ?? 0)
  await tx.statement('record')
  writeFeed(session, recording, ver)
  await writeOutcomes(session, recording, ver)
  writeAudit(session, recording)
  const { client } = recording
  const clientId = client?.clientId.toLowerCase() ?? ''
  const known = tx.get(tables.client, clientId)
  if (client && known) tx.set(tables.client, clientId, { ...known, lastNumber: client.lastNumber })
  return ver
}

async function nextVersion({ tx, tables }: Session): Promise<number> {
  await tx.hold('feed_counter')
  const ver = (tx.get(tables.feedCounter, COUNTER) ?? 0) + 1
  tx.set(tables.feedCounter, COUNTER, ver)
  return ver
}

function writeFeed({ tx, tables }: Session, { changes }: Recording, ver: number): void {
  for (const [seq, { op, kind, id, rev, scope, row }] of changes.entries.entries()) {
    const entry = { ver, op, kind, id: id.toLowerCase(), rev, scope, row: row && copied(row) }
    tx.set(tables.feed, `${ver}/${seq}`, frozen(entry))
  }
  for (const [scope, sum] of changes.sums)
    tx.set(tables.feedScope, scope, added(tx.get(tables.feedScope, scope) ?? emptySum(), sum))
}

const added = (one: Sum, other: Sum): Sum => ({
  rows: one.rows + other.rows,
  a: (one.a + other.a) >>> 0,
  b: (one.b + other.b) >>> 0,
})

async function writeOutcomes({ tx, tables }: Session, recording: Recording, ver: number): Promise<void> {
  for (const { commandId, hash, status, problem, flags, result } of recording.outcomes) {
    const id = commandId.toLowerCase()
    await tx.hold(`outcome ${id}`)
    if (tx.get(tables.outcome, id)) throw new Conflict('outcome_pkey')
    tx.set(tables.outcome, id, frozen(copied({ hash, status, ver, problem, flags: [...flags], result })))
  }
  const { deviceId, client, at } = recording
  for (const each of recording.kept) {
    const kept = { ...each, commandId: each.commandId?.toLowerCase() ?? null }
    tx.set(tables.keptCommand, each.id, {
      ...kept,
      clientId: client?.clientId.toLowerCase() ?? null,
      deviceId,
      receivedAt: at,
    })
  }
}

function writeAudit({ tx, tables }: Session, { deviceId, links }: Recording): void {
  for (const link of links) tx.set(tables.audit, `${deviceId}/${link.seq}`, { ...link, deviceId })
  const last = links.at(-1)
  if (last) tx.set(tables.auditHead, deviceId, { seq: last.seq, hash: last.hash })
}

export const versionOf = ({ feedCounter }: ModelTables): number => feedCounter.values.get(COUNTER) ?? 0
