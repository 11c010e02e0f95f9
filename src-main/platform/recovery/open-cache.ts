import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Database, isDamage, translated } from '../sqlite/database.ts'
import { moveDatabase } from '../sqlite/files.ts'
import { migrate, openChecked } from '../sqlite/migrate.ts'
import type { Migration } from '../sqlite/migration.ts'
import { type SavedCommand, salvage } from './salvage.ts'

export interface OpenedCache {
  db: Database
  /** Services whose rows have to be fetched again after a migration. */
  refetch: string[]
  /** Where a damaged cache was put, and what could be read of its outbox. */
  damaged: { file: string; commands: SavedCommand[] } | null
}

/**
 * Opens the cache of a profile. A damaged file is set aside, never deleted, and a new cache takes its place.
 * @throws ProblemError CACHE_TOO_NEW, MIGRATION_FAILED, DISK_FULL
 */
export function openCache(dir: string, steps: readonly Migration[], version: string, now: number): OpenedCache {
  const file = join(dir, 'cache.sqlite')
  try {
    return { ...openWhole(file, steps, version), damaged: null }
  } catch (error) {
    if (!isDamage(error) || !existsSync(file)) throw translated(error)
    const aside = join(dir, `cache.damaged-${new Date(now).toISOString().replace(/[:.]/g, '-')}.sqlite`)
    moveDatabase(file, aside)
    const commands = salvage(aside)
    return { ...openWhole(file, steps, version), damaged: { file: basename(aside), commands } }
  }
}

function openWhole(file: string, steps: readonly Migration[], version: string) {
  const db = openChecked(file)
  try {
    return migrate(file, db, steps, version)
  } catch (error) {
    db.close()
    throw error
  }
}
