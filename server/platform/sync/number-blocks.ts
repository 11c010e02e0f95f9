import type pg from 'pg'
import type { NumberSequence } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Lease } from '../../../src-shared/sync/protocol.ts'
import type { Runtime } from './options.ts'

/**
 * How far a new epoch's block lies above the last one. A restored database does not know what was lent after its
 * backup; within this many numbers whatever a workstation brings is believed, above them everything is fresh.
 */
const LOST_AT_MOST = 100_000

/** The next number for a command made at the server, in its printed form; rolled back with the transaction. */
export async function takeNumber(runtime: Runtime, client: pg.ClientBase, name: string): Promise<string> {
  const sequence = sequenceOf(runtime, name)
  return sequence.format(await advance(runtime, client, sequence, 1))
}

/** Lends a fresh range. */
export async function lend(
  runtime: Runtime,
  client: pg.ClientBase,
  to: { deviceId: string; clientId: string; sequence: string },
): Promise<Lease> {
  const sequence = sequenceOf(runtime, to.sequence)
  const first = await advance(runtime, client, sequence, sequence.leaseSize)
  const last = first + sequence.leaseSize - 1
  await client.query(
    `INSERT INTO ${runtime.schema}.number_lease (facility_id, sequence, first, last, device_id, client_id, epoch, lent_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [runtime.facilityId, sequence.name, first, last, to.deviceId, to.clientId, runtime.epoch, runtime.clock.now()],
  )
  return { sequence: sequence.name, from: first, to: last, epoch: runtime.epoch }
}

function sequenceOf(runtime: Runtime, name: string): NumberSequence {
  const domain = runtime.registry.domains.find(({ service }) => service === runtime.service)
  const sequence = domain?.sequences.find((each) => each.name === name)
  if (!sequence) throw new ProblemError('INPUT_INVALID', { detail: `sequence: ${name} is none of this service` })
  return sequence
}

/** Takes `count` numbers of this epoch's block; gives the first. */
async function advance(
  runtime: Runtime,
  client: pg.ClientBase,
  sequence: NumberSequence,
  count: number,
): Promise<number> {
  const sql = `UPDATE ${runtime.schema}.number_block SET next = next + $4
    WHERE facility_id = $1 AND sequence = $2 AND epoch = $3 RETURNING next - $4 AS first`
  const values = [runtime.facilityId, sequence.name, runtime.epoch, count]
  const known = await client.query<{ first: number }>(sql, values)
  if (known.rows[0]) return Number(known.rows[0].first)
  await beginBlock(runtime, client, sequence)
  const { rows } = await client.query<{ first: number }>(sql, values)
  return Number(rows[0]?.first)
}

async function beginBlock(runtime: Runtime, client: pg.ClientBase, sequence: NumberSequence): Promise<void> {
  await client.query(
    `INSERT INTO ${runtime.schema}.number_block (facility_id, sequence, epoch, position, next, lost_from, lost_to)
     SELECT $1, $2, $3, coalesce(max(position) + 1, 0), coalesce(max(next) + $5, $4),
       coalesce(max(next), $4), coalesce(max(next) + $5, $4)
     FROM ${runtime.schema}.number_block WHERE facility_id = $1 AND sequence = $2
     ON CONFLICT DO NOTHING`,
    [runtime.facilityId, sequence.name, runtime.epoch, sequence.start, LOST_AT_MOST],
  )
}
