import type pg from 'pg'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { type AuditLink, nextLinks } from '../audit/chain.ts'
import type { Changes } from '../store/changes.ts'
import type { Runtime } from './options.ts'
import type { Verdict } from './verdict.ts'

/** A command with its end, to be recorded. */
export interface Finished {
  commandId: string
  name: string
  hash: string
  /** 0 for a command made at the server. */
  number: number
  actorId: string
  verdict: Verdict
  /** Null: its id cannot be trusted, so it has no outcome under it and is only kept under its number. */
  outcome: 'own' | null
  body: string
  bodyHash: string
}
export interface Finish {
  deviceId: string
  client: { clientId: string; lastNumber: number } | null
  finished: readonly Finished[]
  changes: Changes
}

/**
 * The last statement of a transaction: outcomes, kept commands, audit, and the feed under the next version. The
 * counter's row is locked from here to the commit only; no reader can pass a version that is not yet visible.
 * @returns the version
 */
export async function finish(runtime: Runtime, client: pg.ClientBase, what: Finish): Promise<number> {
  const { deviceId, finished, changes } = what
  const place = { schema: runtime.schema, facilityId: runtime.facilityId, deviceId }
  const now = runtime.clock.now()
  const links = await nextLinks(
    client,
    place,
    finished.map((each) => auditEntry(each, now)),
    runtime.sha256Hex,
  )
  const moves = changes.entries.length > 0
  const { rows } = await client.query<{ ver: number }>({
    name: moves ? 'finish with feed' : 'finish',
    text: statement(runtime.schema, moves),
    values: [
      ...[runtime.facilityId, deviceId, what.client?.clientId ?? null, what.client?.lastNumber ?? null],
      ...[feedJson(changes), sumsJson(changes)],
      ...outcomeArrays(finished.filter(({ outcome }) => outcome !== null)),
      ...keptArrays(runtime, finished, now),
      ...linkArrays(links),
    ],
  })
  return Number(rows[0]?.ver)
}

const auditEntry = ({ commandId, name, hash, number, actorId, verdict }: Finished, at: number) => ({
  ...{ at, commandId, name, hash, number, actorId },
  status: verdict.status,
  code: verdict.problem?.code ?? null,
  flags: verdict.flags.map(({ code }) => code),
  rows: verdict.rows,
})

const feedJson = ({ entries }: Changes) => JSON.stringify(entries.map((entry, seq) => ({ ...entry, seq })))

const sumsJson = ({ sums }: Changes) => JSON.stringify([...sums].map(([scope, sum]) => ({ scope, ...sum })))

const outcomeArrays = (finished: readonly Finished[]) => [
  finished.map(({ commandId }) => commandId),
  finished.map(({ hash }) => hash),
  finished.map(({ number }) => number),
  finished.map(({ verdict }) => verdict.status),
  finished.map(({ verdict }) => jsonOrNull(verdict.problem)),
  finished.map(({ verdict }) => flagsJson(verdict)),
  finished.map(({ verdict }) => JSON.stringify(verdict.result)),
]

function keptArrays(runtime: Runtime, finished: readonly Finished[], now: number) {
  const kept = finished.filter(({ verdict }) => verdict.status !== 'applied')
  return [
    kept.map(() => uuidV7(now, runtime.random.bytes(10))),
    kept.map(({ number }) => number),
    kept.map(({ outcome, commandId }) => (outcome === null ? null : commandId)),
    kept.map(({ verdict }) => verdict.status),
    kept.map(({ verdict }) => jsonOrNull(verdict.problem)),
    kept.map(({ verdict }) => flagsJson(verdict)),
    kept.map(({ body }) => body),
    kept.map(({ bodyHash }) => bodyHash),
    now,
  ]
}

const linkArrays = (links: readonly AuditLink[]) => [
  links.map(({ seq }) => seq),
  links.map(({ prev }) => prev),
  links.map(({ hash }) => hash),
  links.map(({ entry }) => entry),
  links.at(-1)?.seq ?? null,
  links.at(-1)?.hash ?? null,
]

const jsonOrNull = (value: unknown) => (value === null ? null : JSON.stringify(value))
const flagsJson = ({ flags }: Verdict) => JSON.stringify(flags)

const statement = (schema: string, moves: boolean) => `
  WITH counter AS (${moves ? nextVersion(schema) : sameVersion(schema)}),
  fed AS (
    INSERT INTO ${schema}.feed (facility_id, ver, seq, op, kind, id, rev, scope, "row")
    SELECT $1, counter.ver, e.seq, e.op, e.kind, e.id, e.rev, e.scope, e."row" FROM counter,
      jsonb_to_recordset($5::jsonb) AS e(seq integer, op text, kind text, id uuid, rev integer, scope text, "row" jsonb)),
  summed AS (
    INSERT INTO ${schema}.feed_scope AS s (facility_id, scope, "rows", a, b)
    SELECT $1, e.scope, e."rows", e.a, e.b FROM counter,
      jsonb_to_recordset($6::jsonb) AS e(scope text, "rows" bigint, a bigint, b bigint)
    ON CONFLICT (facility_id, scope) DO UPDATE SET "rows" = s."rows" + excluded."rows",
      a = (s.a + excluded.a) & 4294967295, b = (s.b + excluded.b) & 4294967295),
  ended AS (
    INSERT INTO ${schema}.outcome (facility_id, command_id, hash, number, status, ver, problem, flags, result)
    SELECT $1, o.id, o.hash, o.number, o.status, counter.ver, o.problem, o.flags, o.result FROM counter,
      unnest($7::uuid[], $8::text[], $9::bigint[], $10::text[], $11::json[], $12::json[], $13::json[])
        AS o(id, hash, number, status, problem, flags, result)),
  kept AS (
    INSERT INTO ${schema}.kept_command
      (facility_id, id, client_id, number, command_id, device_id, status, problem, flags, body, body_hash, received_at)
    SELECT $1, k.id, $3, k.number, k.command_id, $2, k.status, k.problem, k.flags, k.body, k.body_hash, $22::bigint
    FROM unnest($14::uuid[], $15::bigint[], $16::uuid[], $17::text[], $18::json[], $19::json[], $20::json[], $21::text[])
      AS k(id, number, command_id, status, problem, flags, body, body_hash)),
  linked AS (
    INSERT INTO ${schema}.audit (facility_id, device_id, seq, prev, hash, entry)
    SELECT $1, $2, l.seq, l.prev, l.hash, l.entry
    FROM unnest($23::bigint[], $24::text[], $25::text[], $26::text[]) AS l(seq, prev, hash, entry)),
  headed AS (
    UPDATE ${schema}.audit_head SET seq = $27::bigint, hash = $28::text
    WHERE facility_id = $1 AND device_id = $2 AND $27::bigint IS NOT NULL),
  numbered AS (
    UPDATE ${schema}.client SET last_number = $4::bigint WHERE facility_id = $1 AND client_id = $3::uuid)
  SELECT ver FROM counter`

const nextVersion = (schema: string) =>
  `INSERT INTO ${schema}.feed_counter AS c (facility_id, ver) VALUES ($1::uuid, 1)
   ON CONFLICT (facility_id) DO UPDATE SET ver = c.ver + 1 RETURNING ver`

const sameVersion = (schema: string) =>
  `SELECT coalesce((SELECT ver FROM ${schema}.feed_counter WHERE facility_id = $1::uuid), 0) AS ver`
