import type pg from 'pg'
import type { Runtime } from './options.ts'
import type { Entry } from './prepare.ts'

interface Claimed {
  commandId: string
  sequence: string
  text: string
  value: number | null
}

/**
 * The first number of each command that its workstation was never lent, by command id. Numbers that were lent after
 * the backup of a restored database are believed.
 */
export async function numbersOutside(
  runtime: Runtime,
  client: pg.ClientBase,
  deviceId: string,
  entries: readonly Entry[],
): Promise<Map<string, string>> {
  const claimed = entries.flatMap((entry) => claimsOf(runtime, entry))
  if (claimed.length === 0) return new Map()
  const asked = claimed.filter(({ value }) => value !== null)
  const { rows } = await client.query<{ n: number }>({
    name: 'lent numbers',
    text: `SELECT c.n::int AS n FROM unnest($3::text[], $4::bigint[]) WITH ORDINALITY AS c(sequence, value, n)
      WHERE EXISTS (SELECT 1 FROM ${runtime.schema}.number_lease l WHERE l.facility_id = $1 AND l.device_id = $2
        AND l.sequence = c.sequence AND c.value BETWEEN l.first AND l.last)
      OR EXISTS (SELECT 1 FROM ${runtime.schema}.number_block b WHERE b.facility_id = $1
        AND b.sequence = c.sequence AND c.value >= b.lost_from AND c.value < b.lost_to)`,
    values: [runtime.facilityId, deviceId, asked.map((c) => c.sequence), asked.map((c) => c.value)],
  })
  const lent = new Set(rows.map(({ n }) => asked[n - 1]))
  return new Map(claimed.filter((claim) => !lent.has(claim)).map(({ commandId, text }) => [commandId, text]))
}

const claimsOf = (runtime: Runtime, { commandId, allotted }: Entry): Claimed[] =>
  Object.entries(allotted.numbers).map(([sequence, text]) => ({
    commandId,
    sequence,
    text,
    value: runtime.registry.sequence(sequence)?.parse(text) ?? null,
  }))
