import { type Database, immediate, statement } from '../sqlite/database.ts'

export interface Draft {
  key: string
  json: string
  savedAt: number
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** What somebody has typed and not saved, by user and screen: it survives a crash, and only its author sees it. */
export class Drafts {
  readonly #db: Database
  readonly #now: () => number
  constructor(db: Database, now: () => number) {
    this.#db = db
    this.#now = now
  }

  get(userId: string, key: string): string | null {
    const found = statement(this.#db, 'SELECT value FROM draft WHERE user_id = ? AND key = ?').get(userId, key)
    return (found as { value: string } | undefined)?.value ?? null
  }

  put(userId: string, key: string, json: string): void {
    const sql = 'INSERT OR REPLACE INTO draft (user_id, key, value, saved_at) VALUES (?, ?, ?, ?)'
    immediate(this.#db, () => statement(this.#db, sql).run(userId, key, json, this.#now()))
  }

  remove(userId: string, key: string): void {
    const sql = 'DELETE FROM draft WHERE user_id = ? AND key = ?'
    immediate(this.#db, () => statement(this.#db, sql).run(userId, key))
  }

  /** Drafts that speak of one of these rows. Joins the caller's transaction. */
  removeAbout(ids: ReadonlySet<string>): void {
    const all = statement(this.#db, 'SELECT user_id, key, value FROM draft').all() as Record<string, string>[]
    for (const { user_id, key, value } of all) {
      if (!(`${key} ${value}`.match(UUID) ?? []).some((id) => ids.has(id))) continue
      statement(this.#db, 'DELETE FROM draft WHERE user_id = ? AND key = ?').run(user_id, key)
    }
  }

  list(userId: string): Draft[] {
    const sql = 'SELECT key, value AS json, saved_at AS savedAt FROM draft WHERE user_id = ? ORDER BY saved_at DESC'
    return statement(this.#db, sql).all(userId) as Draft[]
  }
}
