import type pg from 'pg'
import type { Ends } from './copy.ts'
import { quoted, type Table } from './tables.ts'

interface Proof {
  table: string
  rows: string
  /** Sum of the rows' hashes, so that their order does not matter. */
  hash: string
}

async function proofOf(client: pg.ClientBase, table: Table): Promise<Proof> {
  const row = `ROW(${table.columns.map(({ name }) => quoted(name))})::text`
  const half = (from: number) => `coalesce(sum(('x' || substr(h, ${from}, 16))::bit(64)::bigint::numeric), 0)`
  const { rows } = await client.query<Omit<Proof, 'table'>>(
    `SELECT count(*)::text AS rows, ${half(1)} || ' ' || ${half(17)} AS hash FROM (SELECT md5(${row}) AS h FROM ${table.sql}) s`,
  )
  return { table: table.name, ...(rows[0] as Omit<Proof, 'table'>) }
}

/** Counts and hashes every table at both ends. @returns rows, and the tables that are not the same, in words */
export async function compare({ source, target }: Ends, tables: readonly Table[]) {
  const differing: string[] = []
  let rows = 0
  for (const table of tables) {
    const [here, there] = await Promise.all([proofOf(source, table), proofOf(target, table)])
    rows += Number(here.rows)
    if (here.rows !== there.rows) differing.push(`${table.name}: ${here.rows} rows, the copy has ${there.rows}`)
    else if (here.hash !== there.hash) differing.push(`${table.name}: ${here.rows} rows, not the same ones`)
  }
  return { rows, differing }
}
