import pg from 'pg'
import type { AnyKind } from '../../../../src-shared/kernel/kind.ts'
import { storedOf } from '../../store/postgres/cells.ts'
import type { Stored } from '../../store/stored.ts'
import type { Narrowed } from './resource.ts'

export interface ListQuery {
  filters: Readonly<Record<string, unknown>>
  narrow: ((from: number) => Narrowed | null) | null
  /** Behind the row with this id; null: from the first. */
  after: string | null
  limit: number
}

/** In the order of the ids: a row that stands through all pages is in exactly one, whatever is added meanwhile. */
export async function listRows(pool: pg.Pool, facilityId: string, kind: AnyKind, query: ListQuery): Promise<Stored[]> {
  const values: unknown[] = [facilityId]
  const value = (each: unknown) => `$${values.push(each)}`
  const where = ['t.facility_id = $1']
  for (const [field, each] of Object.entries(query.filters)) where.push(`t.${columnOf(kind, field)} = ${value(each)}`)
  const narrowed = query.narrow?.(values.length + 1) ?? null
  if (narrowed) where.push(`(${narrowed.sql})`)
  values.push(...(narrowed?.values ?? []))
  if (query.after !== null) where.push(`t.id > ${value(query.after)}`)
  const text = `SELECT ${cellsOf(kind)} FROM ${tableOf(kind)} t WHERE ${where.join(' AND ')} ORDER BY t.id LIMIT ${value(query.limit)}`
  return rowsOf(pool, kind, text, values)
}

export async function oneRow(pool: pg.Pool, facilityId: string, kind: AnyKind, id: string): Promise<Stored | null> {
  const text = `SELECT ${cellsOf(kind)} FROM ${tableOf(kind)} t WHERE t.facility_id = $1 AND t.id = $2`
  return (await rowsOf(pool, kind, text, [facilityId, id]))[0] ?? null
}

const quote = pg.escapeIdentifier
const tableOf = ({ service, table }: AnyKind) => `${quote(service)}.${quote(table)}`
const cellsOf = ({ columns }: AnyKind) =>
  ['id', 'rev', 'scope', ...columns.map(({ column }) => column)].map((each) => `t.${quote(each)}`).join(', ')

function columnOf({ name, columns }: AnyKind, field: string): string {
  const found = columns.find((column) => column.field === field)
  if (!found) throw new Error(`${name} has no field ${field}`)
  return quote(found.column)
}

async function rowsOf(pool: pg.Pool, kind: AnyKind, text: string, values: unknown[]): Promise<Stored[]> {
  const { rows } = await pool.query<unknown[]>({ text, values, rowMode: 'array' })
  return rows.map((cells) => storedOf(kind, cells))
}
