import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { type Database, statement } from '../sqlite/database.ts'
import type { BaseRow } from '../store/base-images.ts'
import type { RowStore } from '../store/row-store.ts'

interface Found {
  kind: string
  id: string
  rev: number
  scope: string
  row: string
}

/**
 * Rows of kinds that a newer server sends and this version does not know: kept word for word, so that the digest is
 * right today and the rows are there after the update.
 */
export class ForeignRows {
  readonly #db: Database
  constructor(db: Database) {
    this.#db = db
  }

  head(kind: string, id: string): { rev: number; scope: string } | null {
    const sql = 'SELECT rev, scope FROM sync_foreign WHERE kind = ? AND id = ?'
    return (statement(this.#db, sql).get(kind, id) as { rev: number; scope: string } | undefined) ?? null
  }

  set(kind: string, id: string, base: BaseRow | null): void {
    if (!base) statement(this.#db, 'DELETE FROM sync_foreign WHERE kind = ? AND id = ?').run(kind, id)
    else {
      const sql = 'INSERT OR REPLACE INTO sync_foreign (kind, id, rev, scope, row) VALUES (?, ?, ?, ?, ?)'
      statement(this.#db, sql).run(kind, id, base.rev, base.scope, JSON.stringify(base.row))
    }
  }

  heads(service: string): { kind: string; id: string; rev: number; scope: string }[] {
    const sql = `SELECT kind, id, rev, scope FROM sync_foreign WHERE kind LIKE ? || '.%'`
    return statement(this.#db, sql).all(service) as { kind: string; id: string; rev: number; scope: string }[]
  }

  idsIn(service: string, scope: string): { kind: string; id: string }[] {
    const sql = `SELECT kind, id FROM sync_foreign WHERE kind LIKE ? || '.%' AND scope = ?`
    return statement(this.#db, sql).all(service, scope) as { kind: string; id: string }[]
  }

  /** After an update: rows whose kind is known by now move to their table. */
  adopt(registry: Registry, rows: RowStore): void {
    const kinds = this.#db.prepare('SELECT DISTINCT kind FROM sync_foreign').pluck().all() as string[]
    for (const kind of kinds.filter((name) => registry.kind(name))) {
      const found = statement(this.#db, 'SELECT * FROM sync_foreign WHERE kind = ?').all(kind) as Found[]
      for (const one of found) rows.table(kind).put(JSON.parse(one.row), one.rev, one.scope, 0)
      statement(this.#db, 'DELETE FROM sync_foreign WHERE kind = ?').run(kind)
    }
  }
}
