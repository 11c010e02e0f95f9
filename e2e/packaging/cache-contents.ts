import { basename, dirname } from 'node:path'
import { openSealed } from '../../src-main/platform/keys/open-sealed.ts'
import { bestSafe, fileSafe } from '../../src-main/platform/keys/safe.ts'
import { realPorts } from '../../src-main/platform/ports.ts'
import type { Database } from '../../src-main/platform/sqlite/database.ts'
import type { KeyedProfile } from '../../src-main/platform/sqlite/disk.ts'
import { realDisk } from '../../src-main/platform/sqlite/real-disk.ts'

export interface CacheContents {
  /** Word for word as they were signed, in their order. */
  outbox: { command_id: string; hash: string; record: string; signature: string; overlay: number }[]
  migrations: { id: string; version: string }[]
  /** Sets of observations in the row table. */
  vitals: number
  columnsOfVitals: string[]
  /** SQLite's own check of the file. */
  structure: string
}

/** What is in the cache of a workstation that is closed, readable (version 1.0) or encrypted; changes nothing. */
export function readCache(file: string): CacheContents {
  const files = realDisk().openProfile(dirname(file))
  const db = opened(files, basename(file))
  const rows = <Row>(sql: string) => db.prepare<[], Row>(sql).all()
  try {
    return {
      outbox: rows('SELECT command_id, hash, record, signature, overlay FROM outbox ORDER BY seq'),
      migrations: rows('SELECT id, version FROM migration ORDER BY rowid'),
      vitals: rows('SELECT id FROM ward_vitals').length,
      columnsOfVitals: rows<{ name: string }>('PRAGMA table_info(ward_vitals)').map(({ name }) => name),
      structure: String(db.pragma('integrity_check', { simple: true })),
    }
  } finally {
    db.close()
    files.release()
  }
}

/** The machines of these tests have no keychain: the key is in a file. */
function opened(files: KeyedProfile, name: string): Database {
  if (files.isPlain(name)) return files.openDatabase(name)
  const ports = realPorts()
  const safe = bestSafe(null, fileSafe(files, ports.random))
  return openSealed({ files, safe, ports, onStep: () => {} }).profile.openDatabase(name)
}
