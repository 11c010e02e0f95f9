import type pg from 'pg'
import type { FeedEntry } from '../../../../src-shared/sync/protocol.ts'
import type { FeedPage, FeedQuery, SnapshotPage, SnapshotQuery } from '../port.ts'
import { type Place, rowsOf, tableOf } from './place.ts'

/** One statement, and so as of one moment. */
export async function feedPage({ schema, facilityId }: Place, pool: pg.Pool, query: FeedQuery): Promise<FeedPage> {
  const { rows } = await pool.query<Omit<FeedPage, 'lastNumbers'> & { last_numbers: [string, number][] }>({
    name: 'pull',
    text: pullStatement(schema),
    values: [facilityId, query.cursor, query.scopes, query.limit, query.clientIds],
  })
  const page = rows[0]
  if (!page) throw new Error('a statement without FROM gave no row')
  const { entries, sums, last_numbers: lastNumbers } = page
  const [ver, head, horizon] = [Number(page.ver), Number(page.head), Number(page.horizon)]
  return { ver, head, horizon, entries, sums, lastNumbers: new Map(lastNumbers) }
}

const entryJson = `json_build_object(
  'ver', f.ver, 'op', f.op, 'kind', f.kind, 'id', f.id, 'rev', f.rev, 'scope', f.scope, 'row', f."row")`

const horizonOf = (schema: string) => `coalesce((SELECT ver FROM ${schema}.feed_horizon WHERE facility_id = $1), 0)`

const pullStatement = (schema: string) => `
  WITH head AS (
    SELECT coalesce((SELECT ver FROM ${schema}.feed_counter WHERE facility_id = $1), 0) AS ver),
  bound AS (
    SELECT ver FROM ${schema}.feed WHERE facility_id = $1 AND ver > $2 AND scope = ANY($3::text[])
    ORDER BY ver, seq OFFSET $4::bigint - 1 LIMIT 1),
  page AS (SELECT coalesce((SELECT ver FROM bound), head.ver) AS ver, head.ver AS head FROM head)
  SELECT page.head, page.ver, ${horizonOf(schema)} AS horizon,
    (SELECT coalesce(json_agg(${entryJson} ORDER BY f.ver, f.seq), '[]') FROM ${schema}.feed f
      WHERE f.facility_id = $1 AND f.ver > $2 AND f.ver <= page.ver AND f.scope = ANY($3::text[])) AS entries,
    (SELECT coalesce(json_agg(json_build_object('scope', s.scope, 'rows', s."rows", 'a', s.a, 'b', s.b)), '[]')
      FROM ${schema}.feed_scope s WHERE s.facility_id = $1 AND s.scope = ANY($3::text[])) AS sums,
    (SELECT coalesce(json_agg(json_build_array(c.client_id, c.last_number)), '[]') FROM ${schema}.client c
      WHERE c.facility_id = $1 AND c.client_id = ANY($5::uuid[])) AS last_numbers
  FROM page`

export async function feedAfter({ schema, facilityId }: Place, pool: pg.Pool, after: number, limit: number) {
  const { rows } = await pool.query<{ horizon: number; entries: FeedEntry[] }>({
    name: 'feed',
    text: `WITH bound AS (
        SELECT ver FROM ${schema}.feed WHERE facility_id = $1 AND ver > $2
        ORDER BY ver, seq OFFSET $3::bigint - 1 LIMIT 1)
      SELECT coalesce(json_agg(${entryJson} ORDER BY f.ver, f.seq), '[]') AS entries, ${horizonOf(schema)} AS horizon
      FROM ${schema}.feed f WHERE f.facility_id = $1 AND f.ver > $2
        AND f.ver <= coalesce((SELECT ver FROM bound), 9223372036854775807)`,
    values: [facilityId, after, limit],
  })
  return { horizon: Number(rows[0]?.horizon), entries: rows[0]?.entries ?? [] }
}

interface Head {
  at: number
  total: number
}

/** To be called within a transaction that sees one moment. */
export async function snapshotPage(
  place: Place,
  client: pg.ClientBase,
  { scope, after, limit }: SnapshotQuery,
): Promise<SnapshotPage> {
  const { schema, facilityId, kinds } = place
  const head = await client.query<Head>(headStatement(schema), [facilityId, scope])
  const found: SnapshotPage['rows'] = []
  for (const [i, kind] of kinds.entries()) {
    if (i < after.kind || found.length === limit) continue
    const values = [facilityId, scope, i === after.kind ? after.id : null, limit - found.length]
    const query = { name: `page ${kind.name}`, text: tableOf(place, kind).page, values }
    for (const { row, rev } of await rowsOf({ ...place, client }, kind, query))
      found.push({ kind: kind.name, id: row.id, rev, row })
  }
  return { at: Number(head.rows[0]?.at), total: Number(head.rows[0]?.total), rows: found }
}

const headStatement = (schema: string) => `SELECT
  coalesce((SELECT ver FROM ${schema}.feed_counter WHERE facility_id = $1), 0) AS at,
  coalesce((SELECT "rows" FROM ${schema}.feed_scope WHERE facility_id = $1 AND scope = $2), 0) AS total`
