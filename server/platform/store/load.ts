import type pg from 'pg'
import type { StoreRequest } from '../../../src-shared/kernel/gather.ts'
import type { AnyKind, Scalar } from '../../../src-shared/kernel/kind.ts'
import { listKey, type RowBuffer } from './row-buffer.ts'
import { type Stored, storedOf } from './stored.ts'
import type { KindTable, Tables } from './tables.ts'

export interface Source {
  client: pg.ClientBase
  facilityId: string
  tables: Tables
}
type ListRequest = StoreRequest & { op: 'list' }

export function tableOf(tables: Tables, kind: AnyKind): KindTable {
  const table = tables.get(kind)
  if (!table) throw new Error(`${kind.name} is no kind of this service`)
  return table
}

/** Answers many requests into the buffer, by one query for each kind and index. */
export async function loadAll(source: Source, buffer: RowBuffer, requests: readonly StoreRequest[]): Promise<void> {
  const gets = new Map<AnyKind, Set<string>>()
  const lists = new Map<string, ListRequest[]>()
  for (const request of requests) {
    if (request.op === 'get') at(gets, request.kind, () => new Set()).add(request.id.toLowerCase())
    else at(lists, `${request.kind.name}/${request.index}`, (): ListRequest[] => []).push(request)
  }
  for (const [kind, ids] of gets) await loadByIds(source, buffer, kind, [...ids])
  for (const group of lists.values()) await loadLists(source, buffer, group)
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

async function loadByIds(source: Source, buffer: RowBuffer, kind: AnyKind, ids: string[]): Promise<void> {
  const { byIds } = tableOf(source.tables, kind)
  const found = await rowsOf(source, kind, `get ${kind.name}`, byIds, [source.facilityId, ids])
  for (const { row, ...rest } of found) buffer.load(kind, row.id, { row, ...rest })
  for (const id of ids) buffer.load(kind, id, null)
}

/** All requests are for one index of one kind. */
async function loadLists(source: Source, buffer: RowBuffer, requests: readonly ListRequest[]): Promise<void> {
  const different = [...new Map(requests.map((request) => [listKey(request), request])).values()]
  const whole = different.filter(({ key }) => !key.includes(null))
  if (whole.length > 0) await loadWholeKeys(source, buffer, whole)
  for (const request of different.filter(({ key }) => key.includes(null))) {
    const { kind, key } = request
    const table = tableOf(source.tables, kind)
    const where = fieldsOf(request).map((field, i) => `t.${table.column(field)} IS NOT DISTINCT FROM $${i + 2}`)
    const sql = `SELECT ${table.cells} FROM ${table.table} t WHERE t.facility_id = $1 AND ${where.join(' AND ')} ORDER BY t.id`
    buffer.loadList(request, await rowsOf(source, kind, null, sql, [source.facilityId, ...key]))
  }
}

async function loadWholeKeys(source: Source, buffer: RowBuffer, requests: readonly ListRequest[]): Promise<void> {
  const first = requests[0] as ListRequest
  const table = tableOf(source.tables, first.kind)
  const fields = fieldsOf(first)
  const arrays = fields.map((field, i) => `$${i + 2}::${table.type(field)}[]`).join(', ')
  const names = fields.map((_, i) => `k${i}`).join(', ')
  const on = fields.map((field, i) => `t.${table.column(field)} = k.k${i}`).join(' AND ')
  const sql = `SELECT ${table.cells} FROM unnest(${arrays}) AS k(${names})
    JOIN ${table.table} t ON t.facility_id = $1 AND ${on} ORDER BY t.id`
  const columns: Scalar[][] = fields.map((_, i) => requests.map(({ key }) => key[i] as Scalar))
  const name = `list ${first.kind.name} ${first.index}`
  const rows = await rowsOf(source, first.kind, name, sql, [source.facilityId, ...columns])
  const groups = new Map<string, Stored[]>()
  for (const stored of rows)
    at(groups, JSON.stringify(fields.map((field) => stored.row[field])), (): Stored[] => []).push(stored)
  for (const request of requests) buffer.loadList(request, groups.get(JSON.stringify(request.key)) ?? [])
}

function fieldsOf({ kind, index }: ListRequest): readonly string[] {
  const fields = kind.indexes[index]
  if (!fields) throw new Error(`${kind.name} declares no index ${index}`)
  return fields
}

async function rowsOf(
  source: Source,
  kind: AnyKind,
  name: string | null,
  text: string,
  values: unknown[],
): Promise<Stored[]> {
  const query = { text, values, rowMode: 'array' as const, ...(name === null ? {} : { name }) }
  const { rows } = await source.client.query<unknown[]>(query)
  return rows.map((cells) => storedOf(kind, cells))
}
