import { type Database, statement } from '../sqlite/database.ts'
import type { LocalKeys } from './local-keys.ts'

interface Parts {
  db: Database
  outbox: { keys: LocalKeys }
}

/** Ids that another service's unanswered command made: this command goes out after that one. */
export function addWaits(parts: Parts, seq: number, service: string, ids: Iterable<string>): void {
  for (const maker of makersOf(parts, service, ids)) {
    if (maker.status === 'accepted' || maker.status === 'flagged') continue
    statement(parts.db, 'INSERT OR IGNORE INTO outbox_wait (seq, on_seq) VALUES (?, ?)').run(seq, maker.seq)
  }
}

/** It is allowed by commands that the server has no word of yet: it goes out after those. */
export function waitFor(db: Database, seq: number, commandIds: readonly string[]): void {
  const sql = `INSERT OR IGNORE INTO outbox_wait (seq, on_seq)
    SELECT ?, seq FROM outbox WHERE command_id = ? AND status IN ('waiting', 'sent')`
  for (const commandId of commandIds) statement(db, sql).run(seq, commandId)
}

/** The refused command of another service that made one of these ids; null where there is none. */
export function refusedMaker(parts: Parts, service: string, ids: Iterable<string>): Maker | null {
  for (const maker of makersOf(parts, service, ids)) if (refused.includes(maker.status)) return maker
  return null
}
const refused = ['rejected', 'quarantined', 'blocked']

interface Maker {
  seq: number
  service: string
  name: string
  commandId: string
  status: string
}

/** Commands of other services that made one of the ids. */
function* makersOf({ db, outbox }: Parts, service: string, ids: Iterable<string>): Generator<Maker> {
  const sql = 'SELECT seq, service, name, command_id AS commandId, status FROM outbox WHERE seq = ?'
  for (const id of ids) {
    const seq = outbox.keys.makerOf(id)
    const maker = seq === undefined ? undefined : (statement(db, sql).get(seq) as Maker | undefined)
    if (maker && maker.service !== service) yield maker
  }
}

/**
 * Commands of a service whose maker elsewhere has no good outcome yet. A fact waits for no command that was refused: it
 * has happened. Nor does what was refused itself, and goes out only to be kept: nothing would ever let it go.
 */
export function waitingForOthers(db: Database, service: string): Set<number> {
  // CROSS JOIN keeps the order: hardly anything waits, and the queue may be long
  const sql = `SELECT DISTINCT w.seq FROM outbox_wait w CROSS JOIN outbox o ON o.seq = w.seq CROSS JOIN outbox m ON m.seq = w.on_seq
    WHERE o.service = ? AND o.status = 'waiting'
    AND (m.status IN ('waiting', 'sent') OR (o.class <> 'fact' AND o.problem IS NULL AND m.status IN ('rejected', 'quarantined', 'blocked')))`
  return new Set((statement(db, sql).all(service) as { seq: number }[]).map((found) => found.seq))
}
