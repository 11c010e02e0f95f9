import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { authorise, type Rights, restsOn, touchedBy } from '../../../src-shared/kernel/authorise.ts'
import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import type { AnyCommand, Decision } from '../../../src-shared/kernel/command.ts'
import { type Allotted, contextOf } from '../../../src-shared/kernel/context.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { type Proof, proofProblem } from '../../../src-shared/kernel/proof.ts'
import { type CommandRecord, PROTOCOL_VERSION } from '../../../src-shared/sync/envelope.ts'
import type { Audit } from '../audit/audit.ts'
import type { DeviceIdentity } from '../device/device.ts'
import type { JournalEntry } from '../outbox/journal.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { addWaits, refusedMaker, waitFor } from '../outbox/waits.ts'
import type { Ports } from '../ports.ts'
import { type Database, immediate } from '../sqlite/database.ts'
import type { RowStore } from '../store/row-store.ts'
import { checkedInput, commandFor, idsIn } from './check-input.ts'
import type { NumberLeases } from './number-leases.ts'
import { type RuleRun, runRule } from './run-rule.ts'

export interface ExecuteParts {
  db: Database
  registry: Registry
  rows: RowStore
  outbox: Outbox
  leases: NumberLeases
  audit: Audit
  ports: Ports
  /** Enrolment and key. @throws ProblemError NOT_ENROLLED */
  identity(): DeviceIdentity
  /** Server clock minus ours, ms. */
  clockOffset(): number
  /** What this person may do at a moment; undefined: whatever the roles allow, everywhere. */
  rightsOf(userId: string, at: number): Rights | undefined
}
/** Who executes; `proven`: the PIN was typed again for the one command that gets this id. */
export interface Doer {
  actor: Actor
  proven?: { commandId: string; proof: Proof } | undefined
}
export interface Saved {
  commandId: string
  service: string
  result: Record<string, string>
  flags: Problem[]
  kinds: string[]
  journal: JournalEntry
}

/**
 * Runs a command and keeps it: rows, outbox and audit in one transaction that is on the disk when this returns.
 * @throws ProblemError of the rule or the platform; nothing was kept then
 */
export function execute(parts: ExecuteParts, name: string, version: number, input: unknown, who: Doer): Saved {
  const { actor } = who
  const identity = parts.identity()
  const command = commandFor(parts.registry, name, version, actor)
  const checked = checkedInput(command, input)
  return immediate(parts.db, () => {
    requireGoodMakers(parts, command, checked)
    const draft = newRecord(parts, identity, command, checked, who)
    const unproven = proofProblem(command, draft)
    if (unproven) throw new ProblemError(unproven.code, unproven.params)
    const run = runRule(parts.rows, command, checked, contextFor(parts, draft))
    if (run.decision.type === 'reject') throw new ProblemError(run.decision.problem.code, run.decision.problem.params)
    const opened = requireRights(parts, command, draft, run.decision)
    const record = { ...draft, baseVersions: run.baseVersions }
    return keep(parts, command, record, run, { ...run.decision, opened })
  })
}

/** An edit on what the server has refused would wait for ever. A fact has happened all the same. */
function requireGoodMakers(parts: ExecuteParts, command: AnyCommand, input: Record<string, unknown>): void {
  const refused = command.class === 'fact' ? null : refusedMaker(parts, command.service, idsIn(input))
  if (refused) throw new ProblemError('DEPENDS_ON_REFUSED', { name: refused.name, commandId: refused.commandId })
}

/**
 * Nothing has been recorded yet: also a fact on a ward that is not hers waits until she has opened the chart.
 * @returns ids of the commands that opened what she may write into by that alone
 */
function requireRights(parts: ExecuteParts, command: AnyCommand, record: CommandRecord, { puts }: Applied): string[] {
  const rights = parts.rightsOf(record.actor.userId, record.occurredAt)
  if (!rights) return []
  const touched = touchedBy(puts, (kind, id) => parts.rows.get(kind, id)?.row ?? null)
  const off = authorise(rights, command.allow, touched)
  if (off) throw new ProblemError(off.code, { name: command.name, ...off.params })
  return restsOn(rights, command.allow, touched)
}

type Applied = Extract<Decision, { type: 'apply' }>
type Allowed = Applied & { opened: readonly string[] }

function keep(parts: ExecuteParts, command: AnyCommand, record: CommandRecord, run: RuleRun, decision: Allowed): Saved {
  for (const put of decision.puts) parts.rows.put(put.kind, put.row)
  const recordText = canonicalJson(record)
  const hash = parts.ports.crypto.sha256Hex(recordText)
  const journal = { record: recordText, hash, signature: '', class: command.class }
  const seq = parts.outbox.add({ ...journal, record, recordText, touched: run.touched })
  addWaits(parts, seq, record.service, idsIn(record.input))
  waitFor(parts.db, seq, decision.opened)
  parts.audit.append({
    at: record.occurredAt,
    actorId: record.actor.userId,
    action: `command:${command.name}@${command.version}`,
    subject: record.commandId,
    ...aboutOf(command, record.input, decision),
    reason: { by: 'role', roles: [...record.actor.roles] },
    detail: { hash, writes: run.touched.writes, ...(record.proof ? { proof: record.proof } : {}) },
  })
  const flags = decision.flags.map(({ code, params }) => ({ code, params }))
  const kinds = [...new Set(decision.puts.map((put) => put.kind.name))]
  return { commandId: record.commandId, service: record.service, result: { ...decision.result }, flags, kinds, journal }
}

/** Whose records a command wrote and on which ward, by the fields that all kinds name alike. */
function aboutOf(command: AnyCommand, input: Record<string, unknown>, { puts }: Applied) {
  const rows = [input, ...puts.map(({ row }) => row as Record<string, unknown>)]
  const values = (field: string) => rows.map((row) => row[field]).filter((value) => typeof value === 'string')
  const made = puts.filter(({ kind }) => kind.name === `${command.service}.patient`).map(({ row }) => row.id)
  return { patientIds: [...values('patientId'), ...made], wardId: values('wardId')[0] ?? null }
}

function newRecord(
  parts: ExecuteParts,
  identity: DeviceIdentity,
  command: AnyCommand,
  input: Record<string, unknown>,
  { actor, proven }: Doer,
): CommandRecord {
  const { clock } = parts.ports
  const clockOffset = parts.clockOffset()
  return {
    protocol: PROTOCOL_VERSION,
    commandId: proven?.commandId ?? newId(parts),
    service: command.service,
    name: command.name,
    version: command.version,
    // what is hashed must be what arrives: members that JSON leaves out are left out now
    input: JSON.parse(JSON.stringify(input)) as Record<string, unknown>,
    actor: { userId: actor.userId, roles: [...actor.roles] },
    facilityId: identity.facilityId,
    deviceId: identity.deviceId,
    occurredAt: Math.round(clock.now() + clockOffset),
    utcOffsetMinutes: identity.utcOffsetMinutes,
    monotonic: clock.monotonic(),
    bootId: clock.bootId,
    clockOffset,
    baseVersions: {},
    batchId: null,
    allotted: { ids: {}, numbers: {} } satisfies Allotted,
    ...(proven ? { proof: proven.proof } : {}),
  }
}

function newId(parts: ExecuteParts): string {
  return uuidV7(Math.max(0, parts.ports.clock.now() + parts.clockOffset()), parts.ports.random.bytes(10))
}

function contextFor(parts: ExecuteParts, record: CommandRecord) {
  return contextOf({
    ...record,
    attended: true,
    newId: () => newId(parts),
    nextNumber(name) {
      const sequence = parts.registry.sequence(name)
      if (!sequence) throw new Error(`no sequence ${name}`)
      return parts.leases.next(sequence)
    },
  })
}
