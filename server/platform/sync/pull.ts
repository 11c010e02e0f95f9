import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { digestOf } from '../../../src-shared/sync/digest.ts'
import { OLDEST_PULLING_PROTOCOL } from '../../../src-shared/sync/envelope.ts'
import type { FeedEntry, PullResponse, ScopeSum } from '../../../src-shared/sync/protocol.ts'
import type { Runtime } from './options.ts'

export interface PullQuery {
  clientId: string
  cursor: number
  /** '' before the first contact. */
  epoch: string
  limit: number
  protocol: number
}
interface Page {
  head: number
  ver: number
  entries: FeedEntry[]
  sums: { scope: string; rows: number; a: number; b: number }[]
  last_number: number
}

/**
 * What is new in the granted scopes, in one statement and so as of one moment. Only whole versions: a page has `limit`
 * entries and the rest of the version that it ends in. @throws ProblemError CLIENT_TOO_OLD
 */
export async function pull(runtime: Runtime, granted: readonly string[], query: PullQuery): Promise<PullResponse> {
  if (query.protocol < OLDEST_PULLING_PROTOCOL) throw new ProblemError('CLIENT_TOO_OLD')
  // a cursor of another epoch counts versions that are not these
  const stranger = query.epoch !== '' && query.epoch !== runtime.epoch
  const cursor = stranger ? Number.MAX_SAFE_INTEGER : query.cursor
  const { rows } = await runtime.pool.query<Page>({
    name: 'pull',
    text: statement(runtime.schema),
    values: [runtime.facilityId, cursor, granted, query.limit, query.clientId],
  })
  const page = rows[0] as Page
  const [ver, head, lastNumber] = [Number(page.ver), Number(page.head), Number(page.last_number)]
  const more = ver < head
  return {
    epoch: runtime.epoch,
    ver: stranger ? 0 : ver,
    more: stranger || more,
    entries: page.entries,
    granted: [...granted],
    sums: stranger || more ? null : granted.map((scope) => sumOf(scope, page.sums)),
    lastNumber,
    durable: lastNumber,
    serverTime: runtime.clock.now(),
  }
}

function sumOf(scope: string, sums: Page['sums']): ScopeSum {
  const sum = sums.find((each) => each.scope === scope) ?? { rows: 0, a: 0, b: 0 }
  return { scope, rows: sum.rows, digest: digestOf(sum) }
}

const entryJson = `json_build_object(
  'ver', f.ver, 'op', f.op, 'kind', f.kind, 'id', f.id, 'rev', f.rev, 'scope', f.scope, 'row', f."row")`

const statement = (schema: string) => `
  WITH head AS (
    SELECT coalesce((SELECT ver FROM ${schema}.feed_counter WHERE facility_id = $1), 0) AS ver),
  bound AS (
    SELECT ver FROM ${schema}.feed WHERE facility_id = $1 AND ver > $2 AND scope = ANY($3::text[])
    ORDER BY ver, seq OFFSET $4::bigint - 1 LIMIT 1),
  page AS (SELECT coalesce((SELECT ver FROM bound), head.ver) AS ver, head.ver AS head FROM head)
  SELECT page.head, page.ver,
    (SELECT coalesce(json_agg(${entryJson} ORDER BY f.ver, f.seq), '[]') FROM ${schema}.feed f
      WHERE f.facility_id = $1 AND f.ver > $2 AND f.ver <= page.ver AND f.scope = ANY($3::text[])) AS entries,
    (SELECT coalesce(json_agg(json_build_object('scope', s.scope, 'rows', s."rows", 'a', s.a, 'b', s.b)), '[]')
      FROM ${schema}.feed_scope s WHERE s.facility_id = $1 AND s.scope = ANY($3::text[])) AS sums,
    coalesce((SELECT last_number FROM ${schema}.client WHERE facility_id = $1 AND client_id = $5), 0) AS last_number
  FROM page`

/** Whole versions after `after`, of all scopes: what other services read. */
export async function feedAfter(runtime: Runtime, after: number, limit: number): Promise<FeedEntry[]> {
  const { rows } = await runtime.pool.query<{ entries: FeedEntry[] }>({
    name: 'feed',
    text: `WITH bound AS (
        SELECT ver FROM ${runtime.schema}.feed WHERE facility_id = $1 AND ver > $2
        ORDER BY ver, seq OFFSET $3::bigint - 1 LIMIT 1)
      SELECT coalesce(json_agg(${entryJson} ORDER BY f.ver, f.seq), '[]') AS entries FROM ${runtime.schema}.feed f
      WHERE f.facility_id = $1 AND f.ver > $2
        AND f.ver <= coalesce((SELECT ver FROM bound), 9223372036854775807)`,
    values: [runtime.facilityId, after, limit],
  })
  return rows[0]?.entries ?? []
}
