import type { Changes } from '../changes.ts'
import type { AuditLink, KeptCommand, RecordedOutcome, Recording } from '../port.ts'
import type { Session } from './place.ts'

/** All that a transaction leaves besides its rows, in one statement; the feed's counter is locked by it alone. */
export async function record({ client, schema, facilityId }: Session, recording: Recording): Promise<number> {
  const { deviceId, changes } = recording
  const moves = changes.entries.length > 0
  const { rows } = await client.query<{ ver: number }>({
    name: moves ? 'record with feed' : 'record',
    text: statement(schema, moves),
    values: [
      ...[facilityId, deviceId, recording.client?.clientId ?? null, recording.client?.lastNumber ?? null],
      ...[feedJson(changes), sumsJson(changes)],
      ...outcomeArrays(recording.outcomes),
      ...keptArrays(recording.kept),
      recording.at,
      ...linkArrays(recording.links),
    ],
  })
  return Number(rows[0]?.ver)
}

const feedJson = ({ entries }: Changes) => JSON.stringify(entries.map((entry, seq) => ({ ...entry, seq })))

const sumsJson = ({ sums }: Changes) => JSON.stringify([...sums].map(([scope, sum]) => ({ scope, ...sum })))

const outcomeArrays = (outcomes: readonly RecordedOutcome[]) => [
  outcomes.map(({ commandId }) => commandId),
  outcomes.map(({ hash }) => hash),
  outcomes.map(({ number }) => number),
  outcomes.map(({ status }) => status),
  outcomes.map(({ problem }) => jsonOrNull(problem)),
  outcomes.map(({ flags }) => JSON.stringify(flags)),
  outcomes.map(({ result }) => JSON.stringify(result)),
]

const keptArrays = (kept: readonly KeptCommand[]) => [
  kept.map(({ id }) => id),
  kept.map(({ number }) => number),
  kept.map(({ commandId }) => commandId),
  kept.map(({ status }) => status),
  kept.map(({ problem }) => jsonOrNull(problem)),
  kept.map(({ flags }) => JSON.stringify(flags)),
  kept.map(({ body }) => body),
  kept.map(({ bodyHash }) => bodyHash),
]

const linkArrays = (links: readonly AuditLink[]) => [
  links.map(({ seq }) => seq),
  links.map(({ prev }) => prev),
  links.map(({ hash }) => hash),
  links.map(({ entry }) => entry),
  links.at(-1)?.seq ?? null,
  links.at(-1)?.hash ?? null,
]

const jsonOrNull = (value: unknown) => (value === null ? null : JSON.stringify(value))

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
