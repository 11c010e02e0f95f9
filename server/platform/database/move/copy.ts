import type pg from 'pg'
import { inTransaction } from '../transaction.ts'
import { quoted, type Table } from './tables.ts'

export interface Ends {
  source: pg.ClientBase
  target: pg.ClientBase
}
/** Each cell as PostgreSQL writes it: read back by the column's own type, nothing in between understands it. */
type Cells = (string | null)[]

const ROWS = 2_000
const SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'

/** All rows as they were at one moment, while others go on writing. */
export async function copyAll(
  { source, target }: Ends,
  tables: readonly Table[],
  onTable: (table: string, rows: number) => void,
  requireGoing: () => void,
): Promise<void> {
  await inTransaction(
    source,
    async () => {
      for (const table of tables) {
        await source.query(`DECLARE moving NO SCROLL CURSOR FOR SELECT ${cellsOf(table)} FROM ${table.sql}`)
        let copied = 0
        for (;;) {
          requireGoing()
          const { rows } = await source.query<Cells>({ text: `FETCH ${ROWS} FROM moving`, rowMode: 'array' })
          if (rows.length === 0) break
          await put(target, table, rows)
          copied += rows.length
        }
        await source.query('CLOSE moving')
        onTable(table.name, copied)
      }
    },
    SNAPSHOT,
  )
}

/**
 * Brings over what has changed since: all of one moment, in one transaction, so that the copy is at each of its commits
 * what the source once was. Being killed between the two ends makes it run again, with the same result.
 * @returns how many changes it brought
 */
export async function catchUp({ source, target }: Ends, service: string, tables: readonly Table[]): Promise<number> {
  const seen = await inTransaction(
    source,
    async () => {
      const { rows: changes } = await source.query<{ n: string; table_name: string; key: string[] }>(
        'SELECT n::text, table_name, key FROM carecode_move.changed WHERE service = $1',
        [service],
      )
      const keys = keysByTable(changes)
      if (changes.length === 0) return []
      await inTransaction(target, async () => {
        // all that goes before all that comes: a unique value may have wandered from one row to another
        for (const table of tables)
          for (const some of slices(keys.get(table.name)))
            await target.query(`DELETE FROM ${table.sql} t USING ${keysSql(table)} WHERE ${sameKey(table)}`, [
              ...columnsOf(some, table.key.length),
            ])
        for (const table of tables)
          for (const some of slices(keys.get(table.name))) {
            const { rows } = await source.query<Cells>({
              text: `SELECT ${cellsOf(table, 't.')} FROM ${table.sql} t JOIN ${keysSql(table)} ON ${sameKey(table)}`,
              values: columnsOf(some, table.key.length),
              rowMode: 'array',
            })
            await put(target, table, rows)
          }
      })
      return changes.map(({ n }) => n)
    },
    SNAPSHOT,
  )
  for (let i = 0; i < seen.length; i += 10_000)
    await source.query('DELETE FROM carecode_move.changed WHERE n = ANY($1::bigint[])', [seen.slice(i, i + 10_000)])
  return seen.length
}

async function put(target: pg.ClientBase, table: Table, rows: readonly Cells[]): Promise<void> {
  if (rows.length === 0) return
  const names = table.columns.map(({ name }) => quoted(name))
  const cells = table.columns.map(({ type }, i) => `c${i}::${type}`)
  const arrays = table.columns.map((_, i) => `$${i + 1}::text[]`)
  const aliases = table.columns.map((_, i) => `c${i}`)
  await target.query(
    `INSERT INTO ${table.sql} (${names}) SELECT ${cells} FROM unnest(${arrays}) AS s(${aliases})`,
    columnsOf(rows, table.columns.length),
  )
}

const cellsOf = ({ columns }: Table, of = '') =>
  columns.map(({ name }, i) => `${of}${quoted(name)}::text AS c${i}`).join(', ')

function keysSql({ key, columns }: Table): string {
  const typed = key.map((name, i) => `k${i}::${columns.find((column) => column.name === name)?.type} AS k${i}`)
  return `(SELECT ${typed} FROM unnest(${key.map((_, i) => `$${i + 1}::text[]`)}) AS u(${key.map((_, i) => `k${i}`)})) k`
}

const sameKey = ({ key }: Table) => key.map((name, i) => `t.${quoted(name)} = k.k${i}`).join(' AND ')

const columnsOf = (rows: readonly Cells[], count: number) =>
  Array.from({ length: count }, (_, i) => rows.map((row) => row[i] ?? null))

function keysByTable(changes: readonly { table_name: string; key: string[] }[]): Map<string, string[][]> {
  const keys = new Map<string, Map<string, string[]>>()
  for (const { table_name, key } of changes) {
    const own = keys.get(table_name) ?? new Map<string, string[]>()
    keys.set(table_name, own.set(JSON.stringify(key), key))
  }
  return new Map([...keys].map(([table, own]) => [table, [...own.values()]]))
}

function* slices(keys: readonly string[][] = []): Generator<string[][]> {
  for (let i = 0; i < keys.length; i += ROWS) yield keys.slice(i, i + ROWS)
}
