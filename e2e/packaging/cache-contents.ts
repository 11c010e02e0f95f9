import Sqlite from 'better-sqlite3'

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

/** What is in the cache of a workstation that is closed; changes nothing. */
export function readCache(file: string): CacheContents {
  const db = new Sqlite(file, { readonly: true })
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
  }
}
