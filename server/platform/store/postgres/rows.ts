import { createHash } from 'node:crypto'
import type { AnyKind, Scalar } from '../../../../src-shared/kernel/kind.ts'
import type { ServiceTx } from '../port.ts'
import type { Stored } from '../stored.ts'
import { storedOf } from './cells.ts'
import { rowsOf, type Session, tableOf } from './place.ts'

type Rows = Pick<ServiceTx, 'byIds' | 'byIndex' | 'lock' | 'holdKeys' | 'insert' | 'update' | 'rescope'>

/** The rows of a service's kinds, within one transaction. */
export const rowStatements = (session: Session): Rows => ({
  byIds: (kind, ids) => byIds(session, kind, 'byIds', ids),
  lock: (kind, ids) => byIds(session, kind, 'lock', ids),
  byIndex: (kind, index, keys) => byIndex(session, kind, index, keys),
  holdKeys: (keys) => holdKeys(session, keys),
  insert: (kind, rows) => write(session, kind, 'insert', rows),
  update: (kind, rows) => write(session, kind, 'update', rows),
  rescope: (kind, moves, except) => rescope(session, kind, moves, except),
})

function byIds(session: Session, kind: AnyKind, how: 'byIds' | 'lock', ids: readonly string[]): Promise<Stored[]> {
  const text = tableOf(session, kind)[how]
  return rowsOf(session, kind, { name: `${how} ${kind.name}`, text, values: [session.facilityId, ids] })
}

/** Two keys of one hash only wait for each other. In order, so that two transactions seldom wait in a circle. */
async function holdKeys({ client, facilityId }: Session, keys: readonly string[]): Promise<void> {
  const hashes = keys.map((key) => createHash('sha256').update(`${facilityId} ${key}`).digest().readBigInt64BE())
  const sorted = [...new Set(hashes)].sort((a, b) => (a < b ? -1 : 1)).map(String)
  const text = 'SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS k(key)'
  await client.query({ name: 'hold keys', text, values: [sorted] })
}

async function byIndex(session: Session, kind: AnyKind, index: string, keys: readonly (readonly Scalar[])[]) {
  const fields = kind.indexes[index]
  if (!fields) throw new Error(`${kind.name} declares no index ${index}`)
  const whole = keys.filter((key) => !key.includes(null))
  const rows = whole.length > 0 ? await byWholeKeys(session, kind, { index, fields, keys: whole }) : []
  for (const key of keys) if (key.includes(null)) rows.push(...(await byKeyWithNull(session, kind, fields, key)))
  return rows
}

function byKeyWithNull(session: Session, kind: AnyKind, fields: readonly string[], key: readonly Scalar[]) {
  const { cells, table, column } = tableOf(session, kind)
  const where = fields.map((field, i) => `t.${column(field)} IS NOT DISTINCT FROM $${i + 2}`)
  const text = `SELECT ${cells} FROM ${table} t WHERE t.facility_id = $1 AND ${where.join(' AND ')} ORDER BY t.id`
  return rowsOf(session, kind, { text, values: [session.facilityId, ...key] })
}

function byWholeKeys(
  session: Session,
  kind: AnyKind,
  { index, fields, keys }: { index: string; fields: readonly string[]; keys: readonly (readonly Scalar[])[] },
): Promise<Stored[]> {
  const { cells, table, column, type } = tableOf(session, kind)
  const arrays = fields.map((field, i) => `$${i + 2}::${type(field)}[]`).join(', ')
  const names = fields.map((_, i) => `k${i}`).join(', ')
  const on = fields.map((field, i) => `t.${column(field)} = k.k${i}`).join(' AND ')
  const text = `SELECT ${cells} FROM unnest(${arrays}) AS k(${names})
    JOIN ${table} t ON t.facility_id = $1 AND ${on} ORDER BY t.id`
  const columns = fields.map((_, i) => keys.map((key) => key[i]))
  return rowsOf(session, kind, { name: `list ${kind.name} ${index}`, text, values: [session.facilityId, ...columns] })
}

async function write(session: Session, kind: AnyKind, how: 'insert' | 'update', rows: readonly Stored[]) {
  const { rowCount } = await session.client.query({
    name: `${how} ${kind.name}`,
    text: tableOf(session, kind)[how],
    values: [
      session.facilityId,
      JSON.stringify(rows.map(({ row, rev, scope }) => ({ ...row, _rev: rev, _scope: scope }))),
    ],
  })
  return rowCount ?? 0
}

async function rescope(session: Session, kind: AnyKind, moves: ReadonlyMap<string, string>, except: readonly string[]) {
  const { rescope: text } = tableOf(session, kind)
  if (text === null) return []
  const values = [session.facilityId, [...moves.keys()], [...moves.values()], except]
  const query = { name: `rescope ${kind.name}`, text, values, rowMode: 'array' as const }
  const { rows } = await session.client.query<unknown[]>(query)
  const moved = rows.map((cells) => ({ stored: storedOf(kind, cells), left: cells.at(-1) as string }))
  // RETURNING has the order of the plan, and the order of these rows is that of their feed entries
  return moved.sort((a, b) => (a.stored.row.id < b.stored.row.id ? -1 : 1))
}
