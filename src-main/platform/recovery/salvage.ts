import type { Database } from '../sqlite/database.ts'
import type { Profile } from '../sqlite/disk.ts'

/** A command as the outbox or the journal has it; its place in the old queue is gone with the old cache. */
export interface SavedCommand {
  record: string
  hash: string
  signature: string
  class: string
  status: string
  ver: number | null
  problem: string | null
  flags: string | null
  answered_at: number | null
  durable: number
}

/** So many unreadable rows in a row mean that nothing readable follows. */
const PATIENCE = 5000

/** Reads of a damaged cache's outbox whatever can be read, row by row; never throws. */
export function salvage(files: Profile, name: string): SavedCommand[] {
  let db: Database | null = null
  try {
    db = files.openDamaged(name)
    return readOneByOne(db)
  } catch {
    return []
  } finally {
    close(db)
  }
}

function readOneByOne(db: Database): SavedCommand[] {
  const row = db.prepare<unknown[], SavedCommand>(
    'SELECT record, hash, signature, class, status, ver, problem, flags, answered_at, durable FROM outbox WHERE seq = ?',
  )
  const found: SavedCommand[] = []
  for (let seq = 1, missed = 0; seq <= lastSeq(db) && missed < PATIENCE; seq++) {
    const one = attempt(() => row.get(seq))
    if (one) found.push(one)
    missed = one ? 0 : missed + 1
  }
  return found
}

function lastSeq(db: Database): number {
  const sql = `SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`
  return attempt(() => db.prepare(sql).pluck().get() as number) ?? Number.MAX_SAFE_INTEGER
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function close(db: Database | null): void {
  attempt(() => db?.close())
}
