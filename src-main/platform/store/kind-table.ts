import type { AnyKind, Scalar } from '../../../src-shared/kernel/kind.ts'
import { type Database, type Statement, statement } from '../sqlite/database.ts'
import { decodeRow, encodeRow, type Row } from './row-codec.ts'

/** Where a row stands: revision (0: only here), scope, and whether a local command's effect is in it. */
export interface Head {
  rev: number
  scope: string | null
  pending: number
}
/** A row as the server has it, under whatever lies over it; without rev: it has none. */
export interface BaseHead {
  id: string
  rev: number | null
  scope: string | null
}
export interface Stored extends Head {
  row: Row
}

/** The table of one kind, by statements that are compiled once. */
export class KindTable {
  readonly kind: AnyKind
  readonly #db: Database
  readonly #get: Statement
  readonly #head: Statement
  readonly #put: Statement
  readonly #table: string
  readonly #lists = new Map<string, Statement>()

  constructor(db: Database, kind: AnyKind) {
    const table = tableOf(kind)
    this.kind = kind
    this.#db = db
    this.#get = db.prepare(`SELECT * FROM ${table} WHERE id = ?`)
    this.#head = db.prepare(`SELECT rev, scope, pending FROM ${table} WHERE id = ?`)
    this.#put = db.prepare(upsert(kind, table))
    this.#table = table
  }

  /** What is seldom needed is compiled when it is: there are dozens of kinds, and opening waits for all of them. */
  #seldom = (sql: string): Statement => statement(this.#db, sql)

  get = (id: string): Stored | null => stored(this.kind, this.#get.get(id))
  head = (id: string): Head | null => (this.#head.get(id) as Head | undefined) ?? null
  remove = (id: string): void => void this.#seldom(`DELETE FROM ${this.#table} WHERE id = ?`).run(id)
  /** In the order of their ids, after one. */
  baseHeads(after: string, limit: number): BaseHead[] {
    const sql = `SELECT t.id, iif(b.id IS NULL, t.rev, b.rev) AS rev, iif(b.id IS NULL, t.scope, b.scope) AS scope
      FROM ${this.#table} t LEFT JOIN sync_base b ON b.kind = ? AND b.id = t.id WHERE t.id > ? ORDER BY t.id LIMIT ?`
    return this.#seldom(sql).all(this.kind.name, after, limit) as BaseHead[]
  }
  idsIn = (scope: string): string[] =>
    this.#seldom(`SELECT id FROM ${this.#table} WHERE scope = ?`).pluck().all(scope) as string[]

  /** Rows that only this workstation has, and the mark of local work. @returns how many rows are different now */
  dropLocal(): number {
    const gone = this.#seldom(`DELETE FROM ${this.#table} WHERE rev = 0`).run().changes
    return gone + this.#seldom(`UPDATE ${this.#table} SET pending = 0 WHERE pending = 1`).run().changes
  }

  put(row: Record<string, unknown>, rev: number, scope: string | null, pending: 0 | 1): void {
    this.#put.run(...encodeRow(this.kind, row), rev, scope, pending)
  }

  list(index: string, key: readonly Scalar[]): Stored[] {
    const cells = key.map((value) => (typeof value === 'boolean' ? Number(value) : value))
    return this.#list(index)
      .all(...cells)
      .map((found) => stored(this.kind, found) as Stored)
  }

  #list(index: string): Statement {
    const known = this.#lists.get(index)
    if (known) return known
    const fields = this.kind.indexes[index]
    if (!fields) throw new Error(`${this.kind.name} declares no index ${index}`)
    const where = fields.map((field) => `${columnOf(this.kind, field)} IS ?`).join(' AND ')
    const made = this.#db.prepare<unknown[], unknown>(`SELECT * FROM ${tableOf(this.kind)} WHERE ${where} ORDER BY id`)
    this.#lists.set(index, made)
    return made
  }
}

export const tableOf = (kind: AnyKind) => `${kind.service}_${kind.table}`

const columnOf = (kind: AnyKind, field: string) => kind.columns.find((column) => column.field === field)?.column

function stored(kind: AnyKind, found: unknown): Stored | null {
  if (!found) return null
  const cells = found as Record<string, unknown> & Head
  return { row: decodeRow(kind, cells), rev: cells.rev, scope: cells.scope, pending: cells.pending }
}

/** `IS NOT` would also do, but an update of every column keeps one statement for new and known rows. */
function upsert(kind: AnyKind, table: string): string {
  const names = [...kind.columns.map((column) => column.column), 'rev', 'scope', 'pending']
  const sets = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`)
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
    ON CONFLICT (id) DO UPDATE SET ${sets.join(', ')}`
}
