import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openCache } from '../../recovery/open-cache.ts'
import type { Migration } from '../migration.ts'
import { platformMigrations } from '../platform-migrations.ts'
import { realDisk } from '../real-disk.ts'

export interface Template {
  /** Places the migrated, empty cache into a profile that has none; makes its directory. */
  place(dir: string): void
  remove(): void
}

/**
 * A cache with its schema and nothing else, made once, for tests that open many stations.
 * @param under an existing directory, best on a file system in memory
 * @param migrations of the domains, as StationOptions has them
 */
export function cacheTemplate(under: string, migrations: readonly Migration[], version: string): Template {
  const made = mkdtempSync(join(under, 'carecode-template-'))
  const files = realDisk().openProfile(made)
  openCache(files, [...platformMigrations, ...migrations], version, 0).db.close()
  files.release()
  return {
    place(dir) {
      mkdirSync(dir, { recursive: true })
      copyFileSync(join(made, 'cache.sqlite'), join(dir, 'cache.sqlite'))
    },
    remove: () => rmSync(made, { recursive: true }),
  }
}
