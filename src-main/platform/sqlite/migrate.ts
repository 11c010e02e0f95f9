import { createHash } from 'node:crypto'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { type Database, isDamage, translated } from './database.ts'
import type { Profile } from './disk.ts'
import type { Migration } from './migration.ts'

interface Applied {
  id: string
  checksum: string
  version: string
}

/**
 * Brings the cache to this version. A step is one transaction; before the first, an older cache is copied, and the copy
 * takes its place again when a step fails.
 * @param version of this workstation, written beside each step
 * @returns the database and the services whose rows have to be fetched again
 * @throws ProblemError CACHE_TOO_NEW, MIGRATION_FAILED, DISK_FULL; the file is then as it was
 */
export function migrate(files: Profile, name: string, db: Database, steps: readonly Migration[], version: string) {
  db.exec(
    'CREATE TABLE IF NOT EXISTS migration (id TEXT PRIMARY KEY, checksum TEXT NOT NULL, version TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)',
  )
  const applied = db.prepare('SELECT id, checksum, version FROM migration').all() as Applied[]
  refuseNewer(applied, steps, version)
  const open = steps.filter((step) => !applied.some((done) => done.id === step.id))
  if (open.length === 0) return { db, refetch: [] }
  if (applied.length === 0) return { db: run(db, open, version), refetch: [] }
  const refetch = open.filter((step) => step.refetch).flatMap((step) => step.service ?? [])
  return { db: withCopy(files, name, db, open, version), refetch }
}

function refuseNewer(applied: readonly Applied[], steps: readonly Migration[], version: string): void {
  const stranger = applied.find((done) => !steps.some((step) => step.id === done.id))
  if (stranger) throw new ProblemError('CACHE_TOO_NEW', { found: stranger.version, known: version })
  const edited = steps.find((step) => applied.some((done) => done.id === step.id && done.checksum !== checksum(step)))
  if (edited) throw new ProblemError('MIGRATION_FAILED', { id: edited.id, reason: 'it differs from the one applied' })
}

function withCopy(files: Profile, name: string, db: Database, open: readonly Migration[], version: string): Database {
  const copy = `${name}.before-migration`
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
    files.copyDatabase(name, copy)
  } catch (error) {
    throw translated(error)
  }
  try {
    return run(db, open, version)
  } catch (error) {
    db.close()
    files.moveDatabase(copy, name)
    throw error
  }
}

function run(db: Database, open: readonly Migration[], version: string): Database {
  for (const step of open) {
    try {
      db.transaction(() => {
        db.exec(step.sql)
        const done = 'INSERT INTO migration (id, checksum, version) VALUES (?, ?, ?)'
        db.prepare(done).run(step.id, checksum(step), version)
      }).immediate()
    } catch (error) {
      throw failure(step, error)
    }
  }
  return db
}

function failure(step: Migration, error: unknown): unknown {
  if (isDamage(error)) return error
  const known = translated(error)
  if (known instanceof ProblemError && known.problem.code === 'DISK_FULL') return known
  return new ProblemError('MIGRATION_FAILED', { id: step.id, reason: error instanceof Error ? error.message : '' })
}

const checksum = (step: Migration) => createHash('sha256').update(step.sql).digest('hex')

/** Opens a file that may be damaged: throws SQLite's own error where its structure is not whole. */
export function openChecked(files: Profile, name: string): Database {
  const fresh = !files.exists(name)
  const db = files.openDatabase(name)
  if (fresh) return db
  try {
    const answer = db.pragma('quick_check(1)', { simple: true })
    if (answer !== 'ok') throw Object.assign(new Error(String(answer)), { code: 'SQLITE_CORRUPT' })
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
