import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { type SentRecord, sentRecordSchema } from '../../../src-shared/sync/envelope.ts'
import { idsIn } from '../execute/check-input.ts'
import type { NumberLeases } from '../execute/number-leases.ts'
import type { JournalEntry } from '../outbox/journal.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { addWaits } from '../outbox/waits.ts'
import type { CryptoPort } from '../ports.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'
import type { Rebase } from '../sync/rebase.ts'
import type { SavedCommand } from './salvage.ts'

interface ReadmitParts {
  db: Database
  registry: Registry
  leases: NumberLeases
  outbox: Outbox
  rebase: Rebase
  crypto: Pick<CryptoPort, 'sha256Hex'>
}
interface Candidate extends SavedCommand {
  parsed: SentRecord
}

export const ofJournal = (entry: JournalEntry): SavedCommand => ({
  ...entry,
  status: 'waiting',
  ver: null,
  problem: null,
  flags: null,
  answered_at: null,
  durable: 0,
})

/**
 * Takes commands of a damaged cache or of the journal into the outbox, word for word, when it does not have them; what
 * was not answered goes out again, and its effect is shown again. The server knows a command by its id: none counts twice.
 * @returns how many unanswered ones were recovered
 */
export function readmit(parts: ReadmitParts, saved: readonly SavedCommand[]): number {
  const candidates = unique(saved.flatMap((one) => checked(parts, one)))
  const missing = candidates.filter((one) => !parts.outbox.byCommand(one.parsed.commandId))
  if (missing.length === 0) return 0
  missing.sort(
    (a, b) => a.parsed.occurredAt - b.parsed.occurredAt || (a.parsed.commandId < b.parsed.commandId ? -1 : 1),
  )
  return immediate(parts.db, () => {
    const seqs = missing.flatMap((one) => admit(parts, one))
    passNumbers(parts, missing)
    for (const seq of seqs) parts.rebase.replay(seq)
    return seqs.length
  })
}

/** A cache that lost its last commits has also forgotten which numbers these took: they may be on a wristband. */
function passNumbers({ registry, leases }: ReadmitParts, admitted: readonly Candidate[]): void {
  const printed = new Set(admitted.flatMap(({ parsed }) => Object.values(parsed.allotted.numbers)))
  if (printed.size === 0) return
  for (const sequence of registry.domains.flatMap((domain) => domain.sequences ?? [])) leases.used(sequence, printed)
}

/** The same command may be in the file and in the journal; the file, which is read first, also knows its outcome. */
function unique(candidates: Candidate[]): Candidate[] {
  const first = new Map<string, Candidate>()
  for (const one of candidates) if (!first.has(one.parsed.commandId)) first.set(one.parsed.commandId, one)
  return [...first.values()]
}

/** A record that does not give its hash is damaged itself. */
function checked(parts: ReadmitParts, one: SavedCommand): Candidate[] {
  try {
    if (parts.crypto.sha256Hex(one.record) !== one.hash) return []
    return [{ ...one, parsed: sentRecordSchema.parse(JSON.parse(one.record)) }]
  } catch {
    return []
  }
}

/** @returns its place, when it has still to be sent */
function admit(parts: ReadmitParts, one: Candidate): number[] {
  const { db, outbox } = parts
  const { hash, signature } = one
  // what it touches is found out by its replay
  const touched = { reads: [], writes: [] }
  const seq = outbox.add({ record: one.parsed, recordText: one.record, hash, signature, class: one.class, touched })
  if (one.status === 'waiting' || one.status === 'sent') {
    addWaits(parts, seq, one.parsed.service, idsIn(one.parsed.input))
    return [seq]
  }
  const sql = `UPDATE outbox SET status = ?, overlay = 0, ver = ?, problem = ?, flags = ?, answered_at = ?, durable = ? WHERE seq = ?`
  statement(db, sql).run(one.status, one.ver, one.problem, one.flags, one.answered_at, one.durable, seq)
  outbox.keys.reload()
  return []
}
