import type pg from 'pg'
import { z } from 'zod'
import { type Facts, type Finding, unusualOf } from '../../../src-shared/audit/unusual.ts'
import type { AuditLineView, AuditPageView } from '../../../src-shared/domains/audit/views.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { type EventCells, type EventFilter, eventsOf, readsSince } from './queries/events.ts'

/** What the audit asks of the services that know people, patients and wards; it keeps no name itself. */
export type AuditFacts = (ids: {
  people: readonly string[]
  patients: readonly string[]
}) => Promise<Facts & { workstations: ReadonlyMap<string, string> }>
interface Parts {
  pool: pg.Pool
  facilityId: string
  facts: AuditFacts
  now(): number
}

export const lookSchema = z.strictObject({
  ask: z.enum(['unusual', 'breakGlass', 'patient', 'user']),
  id: z.uuid().optional(),
  before: z.string().max(300).optional(),
})
type Look = z.infer<typeof lookSchema>

const PAGE = 100
const UNUSUAL_DAYS = 7
const MOST_READS = 20_000
/** A list of hits names many. */
const PATIENTS_SHOWN = 3

/** A page of the audit for who may look, newest first. */
export async function look(parts: Parts, asked: Look): Promise<AuditPageView> {
  if (asked.ask === 'unusual') return unusual(parts, asked)
  const { ask, id = null } = asked
  if (ask !== 'breakGlass' && id === null) throw new ProblemError('INPUT_INVALID', { detail: 'id: is missing' })
  const filter: EventFilter = {
    actor: ask === 'user' ? id : null,
    patient: ask === 'patient' ? id : null,
    glass: ask === 'breakGlass',
    before: cursorOf(asked.before),
    limit: PAGE,
  }
  const cells = await eventsOf(parts.pool, parts.facilityId, filter)
  const last = cells.length === PAGE ? cells.at(-1) : undefined
  return { lines: await linesOf(parts, cells, new Map()), next: last ? keyOf(last) : null }
}

/** Over the reads of a week; paged by the same cursor, over what the rules found. */
async function unusual(parts: Parts, { before }: Look): Promise<AuditPageView> {
  const since = parts.now() - UNUSUAL_DAYS * 24 * 3_600_000
  const reads = await readsSince(parts.pool, parts.facilityId, since, MOST_READS)
  const facts = await parts.facts(idsIn(reads.filter(({ patients }) => patients.length === 1)))
  const found = unusualOf(
    reads.map((each) => ({ ...each, key: keyOf(each) })),
    facts,
  )
  const all = reads.filter((each) => found.has(keyOf(each)))
  const from = before === undefined ? 0 : all.findIndex((each) => keyOf(each) === before) + 1
  const shown = all.slice(from, from + PAGE)
  const last = from + PAGE < all.length ? shown.at(-1) : undefined
  return { lines: await linesOf(parts, shown, found), next: last ? keyOf(last) : null }
}

const keyOf = ({ at, device, chain, seq }: EventCells) => `${at}_${device}_${chain}_${seq}`

function cursorOf(text: string | undefined): EventFilter['before'] {
  const [at, device, chain, seq] = text?.split('_') ?? []
  const parsed = z.tuple([z.coerce.number().int(), z.uuid(), z.string().max(64), z.coerce.number().int()])
  return text === undefined ? null : (parsed.safeParse([at, device, chain, seq]).data ?? null)
}

function idsIn(cells: readonly EventCells[]) {
  const people = new Set(cells.flatMap(({ actor }) => actor ?? []))
  const patients = new Set(cells.flatMap((each) => each.patients.slice(0, PATIENTS_SHOWN)))
  return { people: [...people], patients: [...patients] }
}

async function linesOf(
  { facts }: Parts,
  cells: readonly EventCells[],
  found: ReadonlyMap<string, Finding[]>,
): Promise<AuditLineView[]> {
  const { people, patients, wards, workstations } = await facts(idsIn(cells))
  const patientName = (id: string) => {
    const known = patients.get(id)
    return known ? `${known.familyName} ${known.givenName}`.trim() : null
  }
  return cells.map((each) => ({
    key: keyOf(each),
    at: each.at,
    receivedAt: each.receivedAt,
    actor: each.actor === null ? null : { id: each.actor, name: people.get(each.actor)?.name ?? null },
    action: each.action,
    patients: each.patients.slice(0, PATIENTS_SHOWN).map((id) => ({ id, name: patientName(id) })),
    more: Math.max(0, each.patients.length - PATIENTS_SHOWN),
    ward: each.ward === null ? null : (wards.get(each.ward) ?? null),
    workstation: workstations.get(each.device) ?? null,
    breakGlass: each.reason?.by === 'breakGlass' ? (each.reason.code ?? '') : null,
    unusual: found.get(keyOf(each)) ?? [],
  }))
}
