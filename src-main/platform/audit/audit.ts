import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import type { CryptoPort } from '../ports.ts'
import { type Database, statement } from '../sqlite/database.ts'

export interface AuditEntry {
  /** Epoch ms. */
  at: number
  actorId: string | null
  /** `command:ward.recordVitals@1`, `session.signIn`, … */
  action: string
  /** Id of what it was done to. */
  subject: string | null
  detail: Record<string, unknown>
}
export type AuditVerdict = { ok: true; entries: number } | { ok: false; seq: number; entries: number }

const START = '0'.repeat(64)
interface Cells {
  seq: number
  at: number
  actor_id: string | null
  action: string
  subject: string | null
  detail: string
  previous: string
  hash: string
}

/** Append-only record of who did what on this workstation; each entry's hash covers the one before it. */
export class Audit {
  readonly #db: Database
  readonly #crypto: Pick<CryptoPort, 'sha256Hex'>
  constructor(db: Database, crypto: Pick<CryptoPort, 'sha256Hex'>) {
    this.#db = db
    this.#crypto = crypto
  }

  /** Joins the caller's transaction where there is one. */
  append(entry: AuditEntry): void {
    const last = statement(this.#db, 'SELECT hash FROM audit ORDER BY seq DESC LIMIT 1').get() as
      | { hash: string }
      | undefined
    const previous = last?.hash ?? START
    const detail = canonicalJson(entry.detail)
    const hash = this.#hash({ ...entry, detail, previous })
    const sql = 'INSERT INTO audit (at, actor_id, action, subject, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)'
    statement(this.#db, sql).run(entry.at, entry.actorId, entry.action, entry.subject, detail, previous, hash)
  }

  #hash(entry: Omit<AuditEntry, 'detail'> & { detail: string; previous: string }): string {
    const { previous, at, actorId, action, subject, detail } = entry
    return this.#crypto.sha256Hex(canonicalJson([previous, at, actorId, action, subject, detail]))
  }

  /** Recomputes the whole chain; `seq` is the first entry that was changed, or that follows one taken out. */
  verify(): AuditVerdict {
    let previous = START
    let entries = 0
    for (const cells of this.#db.prepare('SELECT * FROM audit ORDER BY seq').iterate() as IterableIterator<Cells>) {
      entries += 1
      const hash = this.#hash({ ...cells, actorId: cells.actor_id, previous })
      if (cells.seq !== entries || cells.previous !== previous || cells.hash !== hash)
        return { ok: false, seq: cells.seq, entries }
      previous = cells.hash
    }
    return { ok: true, entries }
  }
}
