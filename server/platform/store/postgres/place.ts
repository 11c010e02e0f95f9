import type pg from 'pg'
import type { AnyKind } from '../../../../src-shared/kernel/kind.ts'
import type { Stored } from '../stored.ts'
import { storedOf } from './cells.ts'
import type { KindTable, Tables } from './tables.ts'

/** One service's schema and one facility in it. */
export interface Place {
  /** Quoted. */
  schema: string
  facilityId: string
  kinds: readonly AnyKind[]
  tables: Tables
}
/** A transaction's connection. */
export interface Session extends Place {
  client: pg.ClientBase
}

export function tableOf({ tables }: Place, kind: AnyKind): KindTable {
  const table = tables.get(kind)
  if (!table) throw new Error(`${kind.name} is no kind of this service`)
  return table
}

/** Rows of a statement that gives a table's `cells`. */
export async function rowsOf(
  { client }: { client: Pick<pg.ClientBase, 'query'> },
  kind: AnyKind,
  query: { name?: string; text: string; values: unknown[] },
): Promise<Stored[]> {
  const { rows } = await client.query<unknown[]>({ ...query, rowMode: 'array' })
  return rows.map((cells) => storedOf(kind, cells))
}
