import { type Database, statement, translated } from '../sqlite/database.ts'
import type { Profile } from '../sqlite/disk.ts'
import type { Derived } from '../sqlite/migration.ts'

/** A load of fewer rows does not repay the work. */
const WORTH_ROWS = 5000
/** Rows of a table that is filled from another, in one transaction: a save may have to wait for it. */
const SLICE = 4000

interface Waiting {
  name: string
  sql: string
}

/**
 * Indexes and search tables of a table that is loaded for the first time are made when its rows are there, on another
 * thread: one sort instead of a hundred thousand places to find. What was put off is written down with it.
 */
export class Deferred {
  readonly #db: Database
  readonly #files: Profile
  readonly #database: string
  readonly #derived: readonly Derived[]
  #finishing: Promise<void> | null = null

  constructor(db: Database, files: Profile, database: string, derived: readonly Derived[]) {
    this.#db = db
    this.#files = files
    this.#database = database
    this.#derived = derived
  }

  get pending(): boolean {
    return statement(this.#db, 'SELECT 1 FROM sync_deferred LIMIT 1').get() !== undefined
  }

  /** In the transaction of the first page. @param rows how many are to come */
  begin(tables: readonly string[], rows: number): void {
    if (rows < WORTH_ROWS) return
    for (const table of tables) {
      if (this.#db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined) continue
      const indexes = `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`
      for (const { name, sql } of statement(this.#db, indexes).all(table) as Waiting[]) this.#putOff('INDEX', name, sql)
      for (const { trigger } of this.#derived.filter((one) => one.table === table)) {
        const found = 'SELECT sql FROM sqlite_schema WHERE type = ? AND name = ?'
        const { sql } = statement(this.#db, found).get('trigger', trigger) as Waiting
        this.#putOff('TRIGGER', trigger, sql)
      }
    }
  }

  #putOff(type: 'INDEX' | 'TRIGGER', name: string, sql: string): void {
    statement(this.#db, 'INSERT INTO sync_deferred (name, sql) VALUES (?, ?)').run(name, sql)
    this.#db.exec(`DROP ${type} ${name}`)
  }

  /** Resolves when everything is as it was. A process that ends meanwhile does the rest at its next load. */
  async finish(): Promise<void> {
    if (!this.pending) return
    this.#finishing ??= this.#make().finally(() => {
      this.#finishing = null
    })
    await this.#finishing
  }

  async #make(): Promise<void> {
    const waiting = statement(this.#db, 'SELECT name, sql FROM sync_deferred').all() as Waiting[]
    const groups = waiting.flatMap(({ name, sql }) => {
      const made = [sql, `DELETE FROM sync_deferred WHERE name = '${name}'`]
      const derived = this.#derived.find((one) => one.trigger === name)
      return derived ? this.#fills(derived, made) : [made]
    })
    try {
      await this.#files.runBeside(this.#database, groups)
    } catch (error) {
      throw translated(error)
    }
  }

  /** Slices up to the last row of now; what comes meanwhile is filled with the trigger, in one transaction. */
  #fills({ table, key, fill }: Derived, made: string[]): string[][] {
    const { last } = this.#db.prepare(`SELECT coalesce(max(${key}), 0) AS last FROM ${table}`).get() as { last: number }
    const slices: string[][] = []
    for (let from = 0; from < last; from += SLICE) {
      slices.push([`${fill} WHERE ${key} > ${from} AND ${key} <= ${Math.min(last, from + SLICE)}`])
    }
    return [...slices, [`${fill} WHERE ${key} > ${last}`, ...made]]
  }
}
