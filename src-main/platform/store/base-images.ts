import { type Database, statement } from '../sqlite/database.ts'
import type { Row } from './row-codec.ts'

/** A row as the server has it. */
export interface BaseRow {
  rev: number
  scope: string
  row: Record<string, unknown>
}
/** What stands in the row table apart from local work: the server's row, or its absence. */
export type Image = { present: true; rev: number; scope: string | null; row: Row } | { present: false }

interface Cells {
  rev: number | null
  scope: string | null
  row: string | null
}

/** The server's state of the rows that local work covers (decision 0002). */
export class BaseImages {
  readonly #db: Database
  constructor(db: Database) {
    this.#db = db
  }

  get(kind: string, id: string): Image | null {
    const cells = statement(this.#db, 'SELECT rev, scope, row FROM sync_base WHERE kind = ? AND id = ?').get(kind, id)
    return cells ? imageOf(cells as Cells) : null
  }

  set(kind: string, id: string, image: Image): void {
    const sql = 'INSERT OR REPLACE INTO sync_base (kind, id, rev, scope, row) VALUES (?, ?, ?, ?, ?)'
    const cells = image.present ? [image.rev, image.scope, JSON.stringify(image.row)] : [null, null, null]
    statement(this.#db, sql).run(kind, id, ...cells)
  }

  drop(kind: string, id: string): void {
    statement(this.#db, 'DELETE FROM sync_base WHERE kind = ? AND id = ?').run(kind, id)
  }

  none(): boolean {
    return statement(this.#db, 'SELECT 1 FROM sync_base LIMIT 1').get() === undefined
  }

  idsIn(kind: string, scope: string): string[] {
    const sql = 'SELECT id FROM sync_base WHERE kind = ? AND scope = ?'
    return (statement(this.#db, sql).all(kind, scope) as { id: string }[]).map((found) => found.id)
  }
}

function imageOf(cells: Cells): Image {
  if (cells.rev === null || cells.row === null) return { present: false }
  return { present: true, rev: cells.rev, scope: cells.scope, row: JSON.parse(cells.row) as Row }
}
