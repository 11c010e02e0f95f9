import type { Drafts } from '../drafts/drafts.ts'
import { rowOfKey } from '../outbox/entry.ts'
import type { Seals } from '../outbox/seals.ts'
import { removePrintsAbout } from '../printing/print-jobs.ts'
import { type Database, translated } from '../sqlite/database.ts'
import type { Profile } from '../sqlite/disk.ts'
import type { Meta } from '../sqlite/meta.ts'
import type { RowStore } from '../store/row-store.ts'
import { CACHE } from './open-cache.ts'

interface Parts {
  db: Database
  files: Profile
  meta: Meta
  rows: RowStore
  drafts: Drafts
  seals: Seals
  monotonic(): number
  isDraining(): boolean
  /** Leaves in the journal only what still has to be sent. @returns false where the disk had no room for it */
  rewriteJournal(): boolean
  onFailure(error: unknown): void
}

/** Services whose scopes were taken off this workstation, while their traces are still in the files. */
const MARK = 'traces'
const PAUSE_MS = 10_000

/**
 * Sees to it that what has left this workstation is found in none of its files. Deleted cells are overwritten by SQLite
 * (secure_delete); what stands in the write-ahead log, in free pages, in the search index and in copies goes here
 * (decision 0015).
 */
export class Traces {
  readonly #parts: Parts
  /** What left before a kill is not known any more. */
  #fresh = true
  #clearedAt = Number.NEGATIVE_INFINITY
  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** A scope was wiped: joins that transaction, so that a kill after it does not forget the rest. */
  mark(service: string, ids: ReadonlySet<string>): void {
    const { db, meta, drafts, seals } = this.#parts
    drafts.removeAbout(ids)
    removePrintsAbout(db, ids)
    seals.sealAbout(service, ids)
    meta.set(MARK, [...new Set([...this.#marked(), service])].join(' '))
  }

  #marked = (): string[] => (this.#parts.meta.get(MARK) ?? '').split(' ').filter(Boolean)

  /** Whether something may still be found in a file that is here no more. */
  get pending(): boolean {
    return this.#marked().length > 0
  }

  /** At start, and after each turn of the sync. Never throws: what could not be done is tried again with the next turn. */
  clear(): void {
    const services = this.#marked()
    const { rows, seals } = this.#parts
    if (services.length === 0 && !this.#isDue()) return
    this.#clearedAt = this.#parts.monotonic()
    try {
      seals.sealLeft(this.#fresh ? null : rows.left, isHere(rows))
      if (services.length > 0) this.#rewrite(services)
      if (!this.#truncate()) return
      rows.left.clear()
      this.#fresh = false
    } catch (error) {
      this.#parts.onFailure(translated(error))
    }
  }

  /** While a queue goes out, each push may leave something behind: not after every one of them. */
  #isDue(): boolean {
    const { rows, monotonic, isDraining } = this.#parts
    if (rows.left.size === 0 && !this.#fresh) return false
    return monotonic() - this.#clearedAt >= PAUSE_MS || !isDraining()
  }

  #rewrite(services: readonly string[]): void {
    const { db, files, meta } = this.#parts
    for (const index of searchIndexes(db)) {
      if (services.some((service) => index.startsWith(`${service}_`))) dropDeleted(db, index)
    }
    db.exec('VACUUM')
    if (!this.#truncate()) return
    for (const name of files.list().filter(isCopy)) files.remove(name)
    if (this.#parts.rewriteJournal()) meta.set(MARK, '')
  }

  /**
   * The log keeps older states of a page until it is cut off. Nobody is waited for, as this is the thread that answers the
   * screens: it is tried again with the next turn. @returns false: somebody still reads in it
   */
  #truncate(): boolean {
    const { db } = this.#parts
    const patience = db.pragma('busy_timeout', { simple: true }) as number
    db.pragma('busy_timeout = 0')
    try {
      const [done] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
      return done?.busy === 0
    } finally {
      db.pragma(`busy_timeout = ${patience}`)
    }
  }
}

const isHere = (rows: RowStore) => (key: string) => {
  const at = rowOfKey(key)
  return at === null || !rows.knows(at.kind) || rows.table(at.kind).head(at.id) !== null
}

/** A damaged cache that was set aside, a copy before a migration: their unsent commands are in the outbox by now. */
const isCopy = (name: string): boolean =>
  name.startsWith('cache.') && ![CACHE, `${CACHE}-wal`, `${CACHE}-shm`].includes(name)

function searchIndexes(db: Database): string[] {
  const sql = `SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'`
  return db.prepare(sql).pluck().all() as string[]
}

/** A search index keeps the words of deleted rows until its parts are merged. */
function dropDeleted(db: Database, index: string): void {
  const empty = db.prepare(`SELECT NOT EXISTS (SELECT 1 FROM ${index}_docsize)`).pluck().get() === 1
  db.exec(`INSERT INTO ${index} (${index}) VALUES ('${empty ? 'delete-all' : 'optimize'}')`)
}
