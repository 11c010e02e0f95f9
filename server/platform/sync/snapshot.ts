import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import type { SnapshotResponse } from '../../../src-shared/sync/protocol.ts'
import { transaction } from '../database/transaction.ts'
import { tableOf } from '../store/load.ts'
import { storedOf } from '../store/stored.ts'
import type { Tables } from '../store/tables.ts'
import type { Runtime } from './options.ts'

interface Head {
  at: number
  total: number
}

/**
 * One page of a scope's rows as they stand, parents first. `after` is the `next` of the page before, so a fetch goes on
 * where it was broken off. What changes meanwhile comes with the tail from the first page's `at`.
 */
export async function snapshot(
  runtime: Runtime,
  scope: string,
  after: string | null,
  limit: number,
): Promise<SnapshotResponse> {
  const tables = await runtime.tables()
  const kinds = runtime.registry.kindsOf(runtime.service)
  const start = placeOf(kinds, after)
  return transaction(
    runtime.pool,
    async (client) => {
      const head = await client.query<Head>(headStatement(runtime.schema), [runtime.facilityId, scope])
      const rows: SnapshotResponse['rows'] = []
      for (const kind of kinds.slice(start.kind)) {
        if (rows.length === limit) break
        const from = kind === kinds[start.kind] ? start.id : null
        rows.push(...(await pageOf(runtime, client, tables, { kind, scope, from, limit: limit - rows.length })))
      }
      const last = rows.length === limit ? rows.at(-1) : undefined
      return {
        epoch: runtime.epoch,
        at: Number(head.rows[0]?.at),
        rows,
        next: last ? `${last.kind}/${last.id}` : null,
        total: Number(head.rows[0]?.total),
      }
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  )
}

function placeOf(kinds: readonly AnyKind[], after: string | null): { kind: number; id: string | null } {
  if (after === null) return { kind: 0, id: null }
  const [name, id] = after.split('/')
  const kind = kinds.findIndex((each) => each.name === name)
  if (kind < 0 || !id || !/^[0-9a-f-]{36}$/.test(id)) throw new ProblemError('INPUT_INVALID', { detail: 'after' })
  return { kind, id }
}

async function pageOf(
  { facilityId }: Runtime,
  client: Parameters<Parameters<typeof transaction>[1]>[0],
  tables: Tables,
  of: { kind: AnyKind; scope: string; from: string | null; limit: number },
): Promise<SnapshotResponse['rows']> {
  const { kind } = of
  const { rows } = await client.query<unknown[]>({
    name: `page ${kind.name}`,
    text: tableOf(tables, kind).page,
    values: [facilityId, of.scope, of.from, of.limit],
    rowMode: 'array',
  })
  return rows.map((cells) => {
    const { row, rev } = storedOf(kind, cells)
    return { kind: kind.name, id: row.id, rev, row }
  })
}

const headStatement = (schema: string) => `SELECT
  coalesce((SELECT ver FROM ${schema}.feed_counter WHERE facility_id = $1), 0) AS at,
  coalesce((SELECT "rows" FROM ${schema}.feed_scope WHERE facility_id = $1 AND scope = $2), 0) AS total`
