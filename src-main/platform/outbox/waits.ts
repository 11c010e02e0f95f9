import { type Database, statement } from '../sqlite/database.ts'

/** Ids that another service's unanswered command made: this command goes out after that one. */
export function addWaits(db: Database, seq: number, service: string, ids: Iterable<string>): void {
  const makers = `SELECT m.seq FROM outbox_made m JOIN outbox o ON o.seq = m.seq
    WHERE m.id = ? AND o.service <> ? AND o.status NOT IN ('accepted', 'flagged')`
  for (const id of ids) {
    for (const { seq: on } of statement(db, makers).all(id, service) as { seq: number }[]) {
      statement(db, 'INSERT OR IGNORE INTO outbox_wait (seq, on_seq) VALUES (?, ?)').run(seq, on)
    }
  }
}

/** The refused command of another service that made one of these ids; null where there is none. */
export function refusedMaker(db: Database, service: string, ids: Iterable<string>): MadeBy | null {
  const sql = `SELECT o.name, o.command_id AS commandId FROM outbox_made m JOIN outbox o ON o.seq = m.seq
    WHERE m.id = ? AND o.service <> ? AND o.status IN ('rejected', 'quarantined', 'blocked')`
  for (const id of ids) {
    const found = statement(db, sql).get(id, service) as MadeBy | undefined
    if (found) return found
  }
  return null
}
interface MadeBy {
  name: string
  commandId: string
}

/**
 * Commands of a service whose maker elsewhere has no good outcome yet. A fact waits for no command that was refused:
 * it has happened.
 */
export function waitingForOthers(db: Database, service: string): Set<number> {
  const sql = `SELECT DISTINCT w.seq FROM outbox_wait w JOIN outbox o ON o.seq = w.seq JOIN outbox m ON m.seq = w.on_seq
    WHERE o.service = ? AND o.status = 'waiting'
    AND (m.status IN ('waiting', 'sent') OR (o.class <> 'fact' AND m.status IN ('rejected', 'quarantined', 'blocked')))`
  return new Set((statement(db, sql).all(service) as { seq: number }[]).map((found) => found.seq))
}
