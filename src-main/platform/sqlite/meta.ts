import { type Database, immediate, statement } from './database.ts'

/** Small facts about this cache, by name. */
export interface Meta {
  get(key: string): string | null
  set(key: string, value: string): void
}

export const metaOf = (db: Database): Meta => ({
  get: (key) =>
    (statement(db, 'SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined)?.value ?? null,
  set(key, value) {
    const sql = 'INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)'
    if (db.inTransaction) statement(db, sql).run(key, value)
    else immediate(db, () => statement(db, sql).run(key, value))
  },
})
