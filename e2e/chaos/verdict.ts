import { createHash } from 'node:crypto'
import type pg from 'pg'
import { verifyChain } from '../../server/platform/audit/chain.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import { snake } from '../../src-shared/kernel/kind.ts'
import type { Saved } from './messages.ts'

interface Outcome {
  id: string
  status: string
  code: string | null
  times: number
}

/** Refusals that are the field's own business; any other would be a fault of the machinery. */
const OWN = /^(WARD_|BED_|PATIENT|ALLERGY_|VITALS_|ROW_CHANGED$|DEPENDS_ON_REFUSED$|EDIT_)/

/**
 * What is wrong with the server's data, in words, given everything that workstations said to have saved: each entry has
 * exactly one outcome, each row is there, what was taken back is taken back, no fact was refused.
 * @param held entries that wait on their workstation for a person
 */
export async function faultsAtServer(
  client: pg.Client,
  saved: readonly Saved[],
  held: ReadonlySet<string>,
): Promise<string[]> {
  const faults: string[] = []
  for (const service of registry.services()) {
    const own = saved.filter(({ name, commandId }) => name.startsWith(`${service}.`) && !held.has(commandId))
    const outcomes = await outcomesOf(client, service, own)
    const standing: Saved[] = []
    for (const entry of own) {
      const outcome = outcomes.get(entry.commandId)
      const what = `${entry.name} ${entry.commandId}`
      if (!outcome) faults.push(`${what}: acknowledged, and not at the server`)
      else if (outcome.times !== 1) faults.push(`${what}: ${outcome.times} outcomes`)
      else if (outcome.status === 'applied' || outcome.status === 'flagged') standing.push(entry)
      else if (isFact(entry)) faults.push(`${what}: a fact that was ${outcome.status} (${outcome.code})`)
      else if (!OWN.test(outcome.code ?? '')) faults.push(`${what}: ${outcome.status} (${outcome.code})`)
    }
    faults.push(...(await faultsOfRows(client, standing)), ...(await faultsOfAudit(client, service)))
  }
  return faults
}

const isFact = ({ name, version }: Saved) => registry.command(name, version)?.class === 'fact'

async function outcomesOf(client: pg.Client, service: string, saved: readonly Saved[]): Promise<Map<string, Outcome>> {
  const { rows } = await client.query<Outcome>(
    `SELECT command_id AS id, min(status) AS status, min(problem ->> 'code') AS code, count(*)::int AS times
     FROM "${service}".outcome WHERE command_id = ANY($1::uuid[]) GROUP BY command_id`,
    [saved.map(({ commandId }) => commandId)],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

async function faultsOfRows(client: pg.Client, saved: readonly Saved[]): Promise<string[]> {
  const faults: string[] = []
  for (const kind of new Set(saved.map((entry) => entry.kind))) {
    const [service, table] = kind.split('.') as [string, string]
    const own = saved.filter((entry) => entry.kind === kind)
    const { rows } = await client.query<{ id: string; row: { status?: string } }>(
      `SELECT id, to_jsonb(t) AS row FROM "${service}"."${snake(table)}" t WHERE id = ANY($1::uuid[])`,
      [own.map(({ id }) => id)],
    )
    const found = new Map(rows.map(({ id, row }) => [id, row]))
    for (const { id, inError, name } of own) {
      const row = found.get(id)
      if (!row) faults.push(`${name}: its row ${kind} ${id} is missing`)
      else if (inError && row.status !== 'enteredInError')
        faults.push(`${kind} ${id}: taken back, and ${row.status} again`)
    }
  }
  return faults
}

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex')

async function faultsOfAudit(client: pg.Client, service: string): Promise<string[]> {
  const schema = `"${service}"`
  const { rows } = await client.query<{ f: string; d: string }>(
    `SELECT facility_id AS f, device_id AS d FROM ${schema}.audit_head`,
  )
  const faults: string[] = []
  for (const { f, d } of rows) {
    const broken = await verifyChain(auditStore(client, schema, f), d, sha256Hex)
    if (broken !== null) faults.push(`${service}: the audit of ${d} is broken at ${broken}`)
  }
  return faults
}

function auditStore(client: pg.Client, schema: string, facilityId: string): Parameters<typeof verifyChain>[0] {
  return {
    async auditLinks(deviceId, after, limit) {
      const { rows } = await client.query(
        `SELECT seq::float8 AS seq, prev, hash, entry FROM ${schema}.audit
         WHERE facility_id = $1 AND device_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
        [facilityId, deviceId, after, limit],
      )
      return rows
    },
    async auditHead(deviceId) {
      const { rows } = await client.query(
        `SELECT seq::float8 AS seq, hash FROM ${schema}.audit_head WHERE facility_id = $1 AND device_id = $2`,
        [facilityId, deviceId],
      )
      return rows[0] ?? null
    },
  }
}

/** Entries of the workstations that count twice would show as rows of one content. */
export async function doubles(client: pg.Client): Promise<string[]> {
  const twice = async (what: string, sql: string) => {
    const { rows } = await client.query<{ key: string; n: number }>(sql)
    return rows.map(({ key, n }) => `${what} ${key}: ${n} times`)
  }
  return [
    ...(await twice(
      'allergy',
      `SELECT substance AS key, count(*)::int AS n FROM patients.allergy WHERE substance LIKE 'S-%' GROUP BY 1 HAVING count(*) > 1`,
    )),
    ...(await twice(
      'patient',
      `SELECT family_name AS key, count(*)::int AS n FROM patients.patient WHERE family_name ~ '^[0-9a-f]{8}-[0-9a-f]{4}$' GROUP BY 1 HAVING count(*) > 1`,
    )),
    ...(await twice(
      'number',
      `SELECT phn AS key, count(*)::int AS n FROM patients.patient GROUP BY 1 HAVING count(*) > 1`,
    )),
    ...(await twice(
      'number',
      `SELECT bht AS key, count(*)::int AS n FROM ward.admission GROUP BY 1 HAVING count(*) > 1`,
    )),
    ...(await twice(
      'bed',
      `SELECT bed_id::text AS key, count(*)::int AS n FROM ward.admission WHERE status <> 'discharged' AND bed_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
    )),
  ]
}
