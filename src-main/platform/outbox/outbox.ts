import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { InboxItemRow } from '../../../src-shared/kernel/inbox.ts'
import type { SentRecord } from '../../../src-shared/sync/envelope.ts'
import { type Database, statement } from '../sqlite/database.ts'
import type { OutboxCounts, OutboxEntry, OutboxItem, ServiceQueue, Touched } from './entry.ts'
import type { JournalEntry } from './journal.ts'
import { keysText, LocalKeys } from './local-keys.ts'

const ENTRY = `seq, command_id AS commandId, service, name, version, class, record, hash, signature, status,
  client_id AS clientId, number, ver, problem IS NOT NULL AND status IN ('waiting', 'sent') AS held,
  gone_out AS goneOut`

export interface NewEntry {
  record: SentRecord
  recordText: string
  hash: string
  signature: string
  class: string
  touched: Touched
}

/** The commands of this workstation, in the order in which they were saved. */
export class Outbox {
  readonly #db: Database
  readonly keys: LocalKeys
  constructor(db: Database) {
    this.#db = db
    this.keys = new LocalKeys(db)
  }

  add(entry: NewEntry): number {
    const { record } = entry
    const keys = { ...entry.touched, made: Object.values(record.allotted.ids) }
    const done = this.#run(
      `INSERT INTO outbox (command_id, service, name, version, class, actor_id, occurred_at, record, hash, signature, keys, status, overlay)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 1)`,
      [record.commandId, record.service, record.name, record.version, entry.class, record.actor.userId],
      [record.occurredAt, entry.recordText, entry.hash, entry.signature, keysText(keys)],
    )
    const seq = Number(done.lastInsertRowid)
    this.keys.add(seq, record.service, keys)
    return seq
  }

  #run(sql: string, ...values: unknown[][]) {
    return statement(this.#db, sql).run(...values.flat())
  }

  /** After a replay: it may have read and written other rows this time. */
  setKeys(seq: number, service: string, touched: Touched): void {
    const before = this.keys.of(seq)
    const keys = { ...touched, made: before?.made ?? [] }
    if (before && keysText(before) === keysText(keys)) return
    this.#run('UPDATE outbox SET keys = ? WHERE seq = ?', [keysText(keys), seq])
    this.keys.add(seq, service, keys)
  }

  /** Its effect ends: it has come back in rows, or was refused. */
  endOverlay(seq: number): void {
    const sql = `UPDATE outbox SET overlay = 0 WHERE seq = ? RETURNING status IN ('accepted', 'flagged') AS good`
    const ended = statement(this.#db, sql).get(seq) as { good: number } | undefined
    this.keys.drop(seq, ended?.good === 1)
  }

  entry(seq: number): OutboxEntry | null {
    return (
      (statement(this.#db, `SELECT ${ENTRY} FROM outbox WHERE seq = ?`).get(seq) as OutboxEntry | undefined) ?? null
    )
  }

  byCommand(commandId: string): Pick<OutboxEntry, 'seq' | 'status'> | null {
    const found = statement(this.#db, 'SELECT seq, status FROM outbox WHERE command_id = ?').get(commandId)
    return (found as Pick<OutboxEntry, 'seq' | 'status'> | undefined) ?? null
  }

  /** Numbered after `after` and without an outcome, in the order of their numbers. */
  sent(service: string, after: number, limit: number): OutboxEntry[] {
    const sql = `SELECT ${ENTRY} FROM outbox WHERE service = ? AND status = 'sent' AND number > ? ORDER BY number LIMIT ?`
    return statement(this.#db, sql).all(service, after, limit) as OutboxEntry[]
  }

  /** Not an iterator: nothing may be written while SQLite iterates. */
  waiting(service: string, afterSeq: number, limit: number): OutboxEntry[] {
    const sql = `SELECT ${ENTRY} FROM outbox WHERE service = ? AND status = 'waiting' AND seq > ? ORDER BY seq LIMIT ?`
    return statement(this.#db, sql).all(service, afterSeq, limit) as OutboxEntry[]
  }

  /** Gives it its place in the queue at the service, and its signature. */
  number(seq: number, clientId: string, number: number, signature: string): void {
    const sql = `UPDATE outbox SET status = 'sent', gone_out = 1, client_id = ?, number = ?, signature = ? WHERE seq = ?`
    this.#run(sql, [clientId, number, signature, seq])
  }

  /** What the journal has to hold: the server has no word of what is held back for a person, either. */
  unanswered(): JournalEntry[] {
    const sql = `SELECT record, hash, signature, class FROM outbox
      WHERE status IN ('waiting', 'sent') OR (status = 'blocked' AND closed_at IS NULL) ORDER BY seq`
    return statement(this.#db, sql).all() as JournalEntry[]
  }

  /** Edits that a person would decide about go to the server, which keeps them word for word. @returns how many */
  release(service: string): number {
    const blocked = `SELECT seq FROM outbox WHERE service = ? AND status = 'blocked'`
    this.#run(`DELETE FROM outbox_wait WHERE seq IN (${blocked})`, [service])
    const sql = `UPDATE outbox SET status = 'waiting', answered_at = NULL WHERE service = ? AND status = 'blocked'`
    return this.#run(sql, [service]).changes
  }

  /** It goes out to be kept, not to be executed, and waits for nothing. */
  keepOnly(seq: number, problem: Problem): void {
    this.#run('DELETE FROM outbox_wait WHERE seq = ?', [seq])
    this.#run('UPDATE outbox SET problem = ? WHERE seq = ?', [JSON.stringify(problem), seq])
  }

  /** @param service null: of any */
  hasUnsent(service: string | null): boolean {
    const where = service === null ? '' : 'service = ? AND'
    const sql = `SELECT 1 FROM outbox WHERE ${where} status IN ('waiting', 'sent') LIMIT 1`
    return statement(this.#db, sql).get(...(service === null ? [] : [service])) !== undefined
  }

  /** Whoever settled the inbox item of a refused entry has decided about the entry too. */
  settled(commandId: string, { closings }: Pick<InboxItemRow, 'closings'>): void {
    const first = closings[0]
    if (!first) return
    const sql = `UPDATE outbox SET closed_at = ?, closed_by = ?, closed_reason = ? WHERE command_id = ?
      AND status IN ('rejected', 'quarantined', 'blocked') AND closed_at IS NULL`
    this.#run(sql, [first.at, first.by, first.note ?? first.how, commandId])
  }

  counts(): OutboxCounts {
    const sql = `SELECT
      (SELECT count(*) FROM outbox WHERE status IN ('waiting', 'sent')) AS toSend,
      (SELECT min(occurred_at) FROM outbox WHERE status IN ('waiting', 'sent')) AS oldestUnsentAt,
      (SELECT count(*) FROM outbox WHERE status IN ('rejected', 'quarantined', 'blocked') AND closed_at IS NULL) AS problems`
    return statement(this.#db, sql).get() as OutboxCounts
  }

  /** By the index alone, whatever the length of the queue: it is asked with every pull. */
  queueOf(service: string): ServiceQueue {
    const count = (states: string) => `(SELECT count(*) FROM outbox WHERE service = @service AND status IN (${states}))`
    const first = (state: string) =>
      `SELECT (SELECT occurred_at FROM outbox WHERE service = @service AND status = '${state}' ORDER BY seq LIMIT 1) AS at`
    const sql = `SELECT ${count(`'waiting', 'sent'`)} AS queue, ${count(`'rejected', 'quarantined', 'blocked'`)} - (SELECT count(*) FROM outbox WHERE service = @service AND closed_at IS NOT NULL AND status IN ('rejected', 'quarantined', 'blocked')) AS refused,
      (SELECT min(at) FROM (${first('waiting')} UNION ALL ${first('sent')})) AS oldestUnsentAt`
    return statement(this.#db, sql).get({ service }) as ServiceQueue
  }

  /** Problems first, then what waits, then the newest of the rest. */
  list(limit: number): OutboxItem[] {
    const sql = `SELECT seq, command_id, name, version, actor_id, occurred_at, status, problem, flags, closed_at, closed_by, closed_reason FROM outbox
      ORDER BY CASE WHEN status IN ('rejected', 'quarantined', 'blocked') AND closed_at IS NULL THEN 0 WHEN status IN ('waiting', 'sent') THEN 1 ELSE 2 END,
      seq DESC LIMIT ?`
    return (statement(this.#db, sql).all(limit) as ItemCells[]).map(itemOf)
  }
}

interface ItemCells {
  seq: number
  command_id: string
  name: string
  version: number
  actor_id: string
  occurred_at: number
  status: OutboxItem['status']
  problem: string | null
  flags: string | null
  closed_at: number | null
  closed_by: string | null
  closed_reason: string | null
}

const itemOf = (cells: ItemCells): OutboxItem => ({
  seq: cells.seq,
  commandId: cells.command_id,
  name: cells.name,
  version: cells.version,
  actorId: cells.actor_id,
  occurredAt: cells.occurred_at,
  status: cells.status,
  problem: cells.problem ? (JSON.parse(cells.problem) as Problem) : null,
  flags: cells.flags ? (JSON.parse(cells.flags) as Problem[]) : [],
  closed:
    cells.closed_at === null
      ? null
      : { at: cells.closed_at, by: cells.closed_by ?? '', reason: cells.closed_reason ?? '' },
})
