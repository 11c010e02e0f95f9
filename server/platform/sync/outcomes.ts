import type pg from 'pg'
import type { CommandResult, Flag } from '../../../src-shared/kernel/command.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { Outcome } from '../../../src-shared/sync/protocol.ts'
import type { Runtime } from './options.ts'

export interface KnownOutcome {
  hash: string
  status: Outcome['status']
  ver: number
  problem: Problem | null
  flags: Flag[]
  result: CommandResult
}

/** Outcomes of commands that were executed before, by command id. */
export async function knownOutcomes(
  runtime: Runtime,
  client: pg.ClientBase,
  commandIds: readonly string[],
): Promise<Map<string, KnownOutcome>> {
  const { rows } = await client.query<KnownOutcome & { id: string }>({
    name: 'known outcomes',
    text: `SELECT command_id AS id, hash, status, ver, problem, flags, result FROM ${runtime.schema}.outcome
      WHERE facility_id = $1 AND command_id = ANY($2::uuid[])`,
    values: [runtime.facilityId, commandIds],
  })
  return new Map(rows.map(({ id, ...known }) => [id, { ...known, ver: Number(known.ver) }]))
}

/** What was quarantined without a trusted id, by number and hash of its body: `number hash`. */
export async function keptUnderNumbers(
  runtime: Runtime,
  client: pg.ClientBase,
  clientId: string,
  numbers: readonly number[],
): Promise<Map<string, Problem | null>> {
  if (numbers.length === 0) return new Map()
  const { rows } = await client.query<{ number: number; body_hash: string; problem: Problem | null }>(
    `SELECT number, body_hash, problem FROM ${runtime.schema}.kept_command
     WHERE facility_id = $1 AND client_id = $2 AND number = ANY($3::bigint[]) AND command_id IS NULL`,
    [runtime.facilityId, clientId, numbers],
  )
  return new Map(rows.map((row) => [`${row.number} ${row.body_hash}`, row.problem]))
}

/** As a workstation gets it: the owner of a flag is the server's business. */
export const outcomeOf = (
  number: number,
  commandId: string,
  ver: number,
  ended: { status: Outcome['status']; problem: Problem | null; flags: readonly Flag[] },
): Outcome => ({
  number,
  commandId,
  status: ended.status,
  ver,
  problem: ended.problem,
  flags: ended.flags.map(({ code, params }) => ({ code, params })),
})
