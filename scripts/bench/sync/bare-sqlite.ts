import Database from 'better-sqlite3'
import { type BenchRecord, recordAt } from './records.ts'

/** Bare tables and prepared statements: what SQLite does when nothing is checked, signed, audited or resolved. */
export function openBare(file: string) {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`CREATE TABLE IF NOT EXISTS record (id TEXT PRIMARY KEY, list TEXT, patientId TEXT, takenAt INTEGER, takenBy TEXT,
    status TEXT, pulse INTEGER, systolic INTEGER, count INTEGER, note TEXT)`)
  const insert = db.prepare(`INSERT OR REPLACE INTO record
    VALUES (@id, @list, @patientId, @takenAt, @takenBy, @status, @pulse, @systolic, @count, @note)`)
  return {
    put: db.transaction((records: readonly BenchRecord[]) => {
      for (const record of records) insert.run(record)
    }),
    page: db.prepare('SELECT * FROM record WHERE list = ? AND id > ? ORDER BY id LIMIT ?'),
    count: db.prepare('SELECT count(*) FROM record WHERE list = ?').pluck(),
    close: () => db.close(),
  }
}
export type Bare = ReturnType<typeof openBare>

export const recordsFrom = (list: string, from: number, rows: number) =>
  Array.from({ length: rows }, (_, i) => recordAt(list, from + i))
