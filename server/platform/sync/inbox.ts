import type { Role } from '../../../src-shared/kernel/actor.ts'
import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import type { Flag } from '../../../src-shared/kernel/command.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { Gather } from '../../../src-shared/kernel/gather.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import {
  aboutOf,
  dutyOf,
  INBOX_SCOPE,
  type Inbox,
  type InboxItemRow,
  makerRole,
  type Place,
} from '../../../src-shared/kernel/inbox.ts'
import type { CommandRecord } from '../../../src-shared/sync/envelope.ts'
import type { ServiceTx } from '../store/port.ts'
import type { RowBuffer } from '../store/row-buffer.ts'
import { gatherFrom } from '../store/store-tx.ts'
import type { Runtime } from './options.ts'
import { prefetch } from './prefetch.ts'
import type { Verdict } from './verdict.ts'

const HOUR_MS = 3_600_000
/** A longer entry stays at the server, where it is kept word for word anyway. */
const MAX_PAYLOAD = 20_000

/** A command that has ended, as far as its envelope can be trusted. */
export interface Ended {
  /** Null: not its own, or not to be trusted. */
  commandId: string | null
  deviceId: string
  record: Pick<CommandRecord, 'name' | 'version' | 'input' | 'actor' | 'occurredAt' | 'allotted'> | null
  verdict: Verdict
}

/**
 * Puts an item for each command that was not simply applied, into the transaction of its outcome: nothing is refused,
 * flagged or kept aside without somebody whose task it is.
 */
export async function raiseItems(
  runtime: Runtime,
  tx: ServiceTx,
  buffer: RowBuffer,
  ended: readonly Ended[],
): Promise<void> {
  const inbox = runtime.registry.inboxOf(runtime.service)
  if (!inbox) return
  const open = ended
    .filter(({ verdict }) => verdict.status !== 'applied')
    .map((each) => ({ each, place: () => placeOf(runtime, inbox, each) }))
  await prefetch(
    tx,
    buffer,
    open.map(({ place }) => place),
  )
  for (const { each, place: begin } of open) {
    buffer.begin()
    const place = await gatherFrom(tx, buffer, begin())
    buffer.put([{ kind: inbox.kind, row: itemOf(runtime, inbox, each, place) }])
  }
}

function* placeOf({ registry }: Runtime, inbox: Inbox, { record, verdict }: Ended): Gather<Place | null> {
  // what an unknown command carries, nobody here can tell
  if (!record || !registry.command(record.name, record.version)) return null
  return yield* inbox.place(record.name, aboutOf(record, verdict.result))
}

function itemOf(runtime: Runtime, inbox: Inbox, ended: Ended, place: Place | null): InboxItemRow {
  const { commandId, deviceId, record, verdict } = ended
  const now = runtime.clock.now()
  const found: readonly (Problem & Partial<Flag>)[] = verdict.problem ? [verdict.problem] : verdict.flags
  const { ownerRole, hours } = dutyOf(inbox.duties, found, makerOf(runtime, record))
  const sides = found.flatMap((each) => each.sides ?? [])
  return {
    id: commandId?.toLowerCase() ?? uuidV7(now, runtime.random.bytes(10)),
    commandId,
    commandName: printable(record?.name ?? ''),
    commandVersion: record?.version ?? 0,
    cause: sides.length > 0 ? 'conflict' : (verdict.status as 'rejected' | 'flagged' | 'quarantined'),
    problems: found.map((each) => problemOf(each, place)),
    sides: place ? sides.map(({ field, ours, theirs }) => ({ field, ours: shown(ours), theirs: shown(theirs) })) : [],
    otherId: place ? (found.find((each) => each.otherId)?.otherId ?? null) : null,
    ownerRole,
    raisedAt: now,
    dueAt: now + hours * HOUR_MS,
    subjectKind: place?.subject?.kind ?? null,
    subjectId: place?.subject?.id ?? null,
    patientId: place?.patientId ?? null,
    patientName: place?.patientName ? printable(place.patientName.slice(0, 200)) : null,
    actorId: record?.actor.userId ?? null,
    deviceId,
    occurredAt: record?.occurredAt ?? now,
    payload: place && record ? payloadOf(record.input) : null,
    audience: place?.audience ?? INBOX_SCOPE,
    state: 'open',
    closings: [],
  }
}

function makerOf({ registry }: Runtime, record: Ended['record']): Role | null {
  if (!record) return null
  return makerRole(registry.command(record.name, record.version)?.allow, record.actor.roles)
}

/** Names in parameters belong to a patient; where it is not known who may read them, only a platform's stay. */
function problemOf({ code, params }: Problem, place: Place | null): Problem {
  const kept = place ? Object.entries(params) : Object.entries(params).filter(([name]) => !PERSONAL.has(name))
  return { code, params: Object.fromEntries(kept.map(([name, value]) => [name, shown(value)])) }
}
const PERSONAL = new Set(['name', 'phn', 'bht', 'nic', 'theirs', 'substances', 'bed', 'value'])

function payloadOf(input: unknown): string | null {
  const text = canonicalJson(input)
  return text.length > MAX_PAYLOAD ? null : text
}

const shown = <T>(value: T): T => (typeof value === 'string' ? (printable(value.slice(0, 500)) as T & string) : value)

/** A text that every store takes: PostgreSQL holds no NUL, and JSON no half of a surrogate pair. */
const printable = (text: string) => text.replaceAll('\u0000', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD')
