import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Outcome } from '../../../src-shared/sync/protocol.ts'
import type { Changes } from '../store/changes.ts'
import { flush } from '../store/flush.ts'
import type { AuditHead, ServiceTx } from '../store/port.ts'
import { RowBuffer } from '../store/row-buffer.ts'
import { type Finished, finish } from './finish.ts'
import { type Ended, raiseItems } from './inbox.ts'
import { askedNumbers, claimedNumbers, numbersOutside } from './number-check.ts'
import type { Runtime } from './options.ts'
import { outcomeOf } from './outcomes.ts'
import { prefetch } from './prefetch.ts'
import type { Prepared } from './prepare.ts'
import type { Device, Received } from './received.ts'
import { type Attempt, attemptOf, gathering, RuleBroke, runCommand } from './run-command.ts'
import { type SortedOut, type Step, sortOut } from './sort-out.ts'
import { refused, type Verdict } from './verdict.ts'

/** One command of a push with all that was found out about it before the transaction. */
export interface Pushed {
  received: Received
  prepared: Prepared
}
export interface PushAttempt {
  device: Device
  clientId: string
  pushed: readonly Pushed[]
  /** Set where the command has failed on its own too often: its end without running it again. */
  forced: Problem | null
}
export interface PushResult {
  outcomes: Outcome[]
  expected: number
  stopped: Problem | null
  changes: Changes
  ver: number
  /** Links of the audit. */
  recorded: number
}

/** Executes commands of one client in one transaction. Throws where any of them meets a conflict or a constraint. */
export async function attemptPush(runtime: Runtime, attempt: PushAttempt): Promise<PushResult> {
  return runtime.store.transaction(async (tx) => {
    const begun = await begin(runtime, tx, attempt)
    const { sorted, audit } = begun
    const { verdicts, buffer } = await runSteps(runtime, tx, attempt, begun)
    await raiseItems(runtime, tx, buffer, endedOf(attempt, sorted, verdicts))
    const { ver, recorded, changes } = await flush(tx, buffer, runtime.registry.kindsOf(runtime.service), (changes) =>
      record(runtime, tx, attempt, { sorted, audit, verdicts, changes }),
    )
    const outcomes = sorted.steps.map((step) => outcomeOfStep(step, verdicts, ver))
    return { outcomes, expected: sorted.expected, stopped: sorted.stopped, changes, ver, recorded }
  })
}

interface Begun {
  sorted: SortedOut
  /** By command id, a number that was not lent to this workstation. */
  outside: ReadonlyMap<string, string>
  /** Where the device's audit goes on. */
  audit: AuditHead
}

async function begin(runtime: Runtime, tx: ServiceTx, attempt: PushAttempt): Promise<Begun> {
  const { device, clientId, pushed } = attempt
  const received = pushed.map((each) => each.received)
  const claimed = pushed.flatMap(({ prepared }) =>
    prepared.type === 'run' ? claimedNumbers(runtime, prepared.runnable.entry) : [],
  )
  const beginning = tx.beginPush({
    clientId,
    deviceId: device.deviceId,
    commandIds: received.filter(({ content }) => content.trusted).map(({ commandId }) => commandId),
    untrustedNumbers: received.flatMap(({ content, number }) => (content.trusted || number === null ? [] : [number])),
    numbers: askedNumbers(claimed),
  })
  const [known, audit] = await Promise.all([beginning, tx.holdAudit(device.deviceId)])
  if (known.deviceId !== device.deviceId) return { sorted: OF_ANOTHER_DEVICE, outside: new Map(), audit }
  return { sorted: sortOut(received, known), outside: numbersOutside(claimed, known.lent), audit }
}

const OF_ANOTHER_DEVICE: SortedOut = {
  steps: [],
  expected: 1,
  stopped: { code: 'CLIENT_ID_USED', params: { number: 1 } },
}

async function runSteps(runtime: Runtime, tx: ServiceTx, attempt: PushAttempt, { sorted, outside }: Begun) {
  const buffer = new RowBuffer()
  const preparedOf = new Map(attempt.pushed.map(({ received, prepared }) => [received, prepared]))
  const verdicts = new Map<Received, Verdict>()
  const attempts = new Map<Received, Attempt>()
  for (const step of sorted.steps) {
    if (step.type === 'impostor')
      verdicts.set(step.received, refused('quarantined', { code: 'CLIENT_ID_USED', params: { number: step.number } }))
    if (step.type !== 'new') continue
    const prepared = preparedOf.get(step.received) as Prepared
    if (prepared.type === 'verdict') verdicts.set(step.received, prepared.verdict)
    else if (attempt.forced) verdicts.set(step.received, refusedBy(prepared.runnable.command.class, attempt.forced))
    else attempts.set(step.received, attemptOf(runtime, prepared.runnable, false))
  }
  await prefetch(tx, buffer, [...attempts.values()].map(gathering))
  for (const [received, each] of attempts)
    verdicts.set(received, await runOne(runtime, tx, buffer, each, outside.get(received.commandId)))
  return { verdicts, buffer }
}

async function runOne(
  runtime: Runtime,
  tx: ServiceTx,
  buffer: RowBuffer,
  attempt: Attempt,
  numberOutside: string | undefined,
): Promise<Verdict> {
  const { command } = attempt.runnable
  const breach = { code: 'NUMBER_OUTSIDE_LEASE', params: { number: numberOutside ?? null } }
  if (numberOutside !== undefined && command.class !== 'fact') return refused('rejected', breach)
  try {
    const verdict = await runCommand(runtime, tx, buffer, attempt)
    if (numberOutside === undefined || verdict.problem) return verdict
    return { ...verdict, status: 'flagged', flags: [...verdict.flags, { ...breach, ownerRole: 'administrator' }] }
  } catch (error) {
    if (error instanceof ProblemError) return refusedBy(command.class, error.problem)
    if (!(error instanceof RuleBroke)) throw error
    const reference = attempt.runnable.entry.commandId.slice(-8)
    runtime.onError?.(error.cause, reference)
    return refused('quarantined', { code: 'INTERNAL', params: { reference } })
  }
}

const refusedBy = (commandClass: string, problem: Problem) =>
  refused(commandClass === 'fact' ? 'quarantined' : 'rejected', problem)

async function record(
  runtime: Runtime,
  tx: ServiceTx,
  attempt: PushAttempt,
  ended: { sorted: SortedOut; audit: AuditHead; verdicts: ReadonlyMap<Received, Verdict>; changes: Changes },
): Promise<{ ver: number; recorded: number; changes: Changes }> {
  const { sorted, audit, verdicts, changes } = ended
  const finished = sorted.steps.flatMap((step): Finished[] => {
    if (step.type !== 'new' && step.type !== 'impostor') return []
    const verdict = verdicts.get(step.received)
    return verdict ? [finishedOf(step.received, step.number, verdict, step.type === 'impostor')] : []
  })
  const lastNumber = sorted.expected - 1
  const foreign = sorted.stopped?.code === 'CLIENT_ID_USED' && sorted.steps.length === 0
  const ver = await finish(runtime, tx, {
    deviceId: attempt.device.deviceId,
    client: foreign ? null : { clientId: attempt.clientId, lastNumber },
    finished,
    changes,
    audit,
  })
  return { ver, recorded: finished.length, changes }
}

function endedOf(
  { device: { deviceId } }: PushAttempt,
  { steps }: SortedOut,
  verdicts: ReadonlyMap<Received, Verdict>,
): Ended[] {
  return steps.flatMap((step): Ended[] => {
    const verdict = step.type === 'new' || step.type === 'impostor' ? verdicts.get(step.received) : undefined
    if (!verdict || step.type === 'again') return []
    const { content, commandId } = step.received
    if (!content.trusted) return [{ commandId: null, deviceId, record: null, verdict }]
    const own = step.type === 'impostor' ? null : commandId
    return [{ commandId: own, deviceId, record: content.envelope.record, verdict }]
  })
}

function finishedOf(received: Received, number: number, verdict: Verdict, impostor: boolean): Finished {
  const { content, commandId } = received
  const base = { commandId, number, verdict, kept: received }
  if (!content.trusted) return { ...base, name: '', hash: received.bodyHash, actorId: '', outcome: null }
  const { record, hash } = content.envelope
  return { ...base, name: record.name, hash, actorId: record.actor.userId, outcome: impostor ? null : 'own' }
}

function outcomeOfStep(step: Step, verdicts: ReadonlyMap<Received, Verdict>, ver: number): Outcome {
  if (step.type === 'again') return step.outcome
  const verdict = verdicts.get(step.type === 'twin' ? step.of : step.received) as Verdict
  return outcomeOf(step.number, step.received.commandId, ver, verdict)
}
