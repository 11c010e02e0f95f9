import { type Database, immediate, statement } from './database.ts'

/** Small facts about this cache, by name. */
export interface Meta {
  get(key: string): string | null
  set(key: string, value: string): void
}
export interface KeptMeta extends Meta {
  /** After statements that changed the table behind it. */
  reload(): void
}

/**
 * Read once, since every save asks for some of them; one for each database, for it sees no changes of others. What a
 * transaction has set is read again: it may be rolled back.
 */
export function metaOf(db: Database): KeptMeta {
  const known = new Map<string, string | null>()
  const read = (key: string) =>
    (statement(db, 'SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined)?.value ?? null
  return {
    get(key) {
      const found = known.get(key)
      if (found !== undefined) return found
      const value = read(key)
      if (!db.inTransaction) known.set(key, value)
      return value
    },
    set(key, value) {
      const sql = 'INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)'
      known.delete(key)
      if (db.inTransaction) statement(db, sql).run(key, value)
      else immediate(db, () => statement(db, sql).run(key, value))
    },
    reload: () => known.clear(),
  }
}
