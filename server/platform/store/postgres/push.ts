import type { Problem } from '../../../../src-shared/kernel/errors.ts'
import type { KnownOutcome, PushBegin, PushKnown } from '../port.ts'
import type { Session } from './place.ts'

export async function beginPush(session: Session, push: PushBegin): Promise<PushKnown> {
  const { client, schema, facilityId } = session
  const holding = client.query<{ device_id: string; last_number: number }>({
    name: 'hold client',
    text: `INSERT INTO ${schema}.client AS c (facility_id, client_id, device_id) VALUES ($1, $2, $3)
      ON CONFLICT (facility_id, client_id) DO UPDATE SET device_id = c.device_id RETURNING device_id, last_number`,
    values: [facilityId, push.clientId, push.deviceId],
  })
  // statements of their own behind the first: each sees what was committed when it begins, and this client was perhaps
  // waited for
  const [{ rows }, outcomes, kept, lent] = await Promise.all([
    holding,
    knownOutcomes(session, push.commandIds),
    keptUnderNumbers(session, push),
    lentNumbers(session, push),
  ])
  const lastNumber = Number(rows[0]?.last_number)
  return { deviceId: rows[0]?.device_id ?? push.deviceId, lastNumber, outcomes, kept, lent }
}

export async function knownOutcomes(
  { client, schema, facilityId }: Session,
  commandIds: readonly string[],
): Promise<Map<string, KnownOutcome>> {
  const { rows } = await client.query<KnownOutcome & { id: string }>({
    name: 'known outcomes',
    text: `SELECT command_id AS id, hash, status, ver, problem, flags, result FROM ${schema}.outcome
      WHERE facility_id = $1 AND command_id = ANY($2::uuid[])`,
    values: [facilityId, commandIds],
  })
  return new Map(rows.map(({ id, ...known }) => [id, { ...known, ver: Number(known.ver) }]))
}

async function keptUnderNumbers({ client, schema, facilityId }: Session, { clientId, untrustedNumbers }: PushBegin) {
  if (untrustedNumbers.length === 0) return new Map<string, Problem | null>()
  const { rows } = await client.query<{ number: number; body_hash: string; problem: Problem | null }>(
    `SELECT number, body_hash, problem FROM ${schema}.kept_command
     WHERE facility_id = $1 AND client_id = $2 AND number = ANY($3::bigint[]) AND command_id IS NULL`,
    [facilityId, clientId, untrustedNumbers],
  )
  return new Map(rows.map((row) => [`${row.number} ${row.body_hash}`, row.problem]))
}

async function lentNumbers({ client, schema, facilityId }: Session, { deviceId, numbers }: PushBegin) {
  if (numbers.length === 0) return []
  const { rows } = await client.query<{ n: number }>({
    name: 'lent numbers',
    text: `SELECT c.n::int AS n FROM unnest($3::text[], $4::bigint[]) WITH ORDINALITY AS c(sequence, value, n)
      WHERE EXISTS (SELECT 1 FROM ${schema}.number_lease l WHERE l.facility_id = $1 AND l.device_id = $2
        AND l.sequence = c.sequence AND c.value BETWEEN l.first AND l.last)
      OR EXISTS (SELECT 1 FROM ${schema}.number_block b WHERE b.facility_id = $1
        AND b.sequence = c.sequence AND c.value >= b.lost_from AND c.value < b.lost_to)`,
    values: [facilityId, deviceId, numbers.map((c) => c.sequence), numbers.map((c) => c.value)],
  })
  const lent = new Set(rows.map(({ n }) => n))
  return numbers.map((_, i) => lent.has(i + 1))
}
