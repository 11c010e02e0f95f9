import { type Database, isDamage, translated } from '../sqlite/database.ts'
import type { Profile } from '../sqlite/disk.ts'
import { migrate, openChecked } from '../sqlite/migrate.ts'
import type { Migration } from '../sqlite/migration.ts'
import { type SavedCommand, salvage } from './salvage.ts'

export const CACHE = 'cache.sqlite'

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
export function openCache(files: Profile, steps: readonly Migration[], version: string, now: number): OpenedCache {
  try {
    return { ...openWhole(files, steps, version), damaged: null }
  } catch (error) {
    if (!isDamage(error) || !files.exists(CACHE)) throw translated(error)
    const file = `cache.damaged-${new Date(now).toISOString().replace(/[:.]/g, '-')}.sqlite`
    files.moveDatabase(CACHE, file)
    const commands = salvage(files, file)
    return { ...openWhole(files, steps, version), damaged: { file, commands } }
  }
}

function openWhole(files: Profile, steps: readonly Migration[], version: string) {
  const db = openChecked(files, CACHE)
  try {
    return migrate(files, CACHE, db, steps, version)
  } catch (error) {
    db.close()
    throw error
  }
}
