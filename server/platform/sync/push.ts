import type { Problem } from '../../../src-shared/kernel/errors.ts'
import { upcastRecord } from '../../../src-shared/sync/envelope.ts'
import type { PushRequest, PushResponse } from '../../../src-shared/sync/protocol.ts'
import type { Changes } from '../store/changes.ts'
import { failureOf } from '../store/failure.ts'
import type { Runtime } from './options.ts'
import { askOnce, type Prepared, prepare } from './prepare.ts'
import { attemptPush, type Pushed, type PushResult } from './push-attempt.ts'
import { pushLines } from './push-line.ts'
import { type Device, type Received, receive, vouchedHashes } from './received.ts'
import { ofRevoked } from './revoked.ts'
import { refused } from './verdict.ts'

const TRIES = 5
/** A constraint that two runs in a row violate is no race. */
const CONSTRAINT_TRIES = 2

/**
 * Executes what workstations send: what one client has sent by then in one transaction, or, where that fails, each
 * command in its own, so that one never holds back another. Every readable one gets exactly one outcome, however often
 * it is sent.
 */
export function pushes(
  runtime: Runtime,
  onCommit: (changes: Changes, ver: number) => void,
): (device: Device, request: PushRequest) => Promise<PushResponse> {
  return pushLines({
    epoch: runtime.epoch,
    after: runtime.after,
    prepare: (device, request) => prepareAll(runtime, device, request),
    execute: (device, clientId, pushed) =>
      execute(pushed, (some, forced = null) => run(device, clientId, some, forced)),
  })

  async function run(device: Device, clientId: string, pushed: readonly Pushed[], forced: Problem | null) {
    const result = await attemptPush(runtime, { device, clientId, pushed, forced })
    onCommit(result.changes, result.ver)
    runtime.onRecorded?.(result.recorded)
    return result
  }
}

type Run = (some: readonly Pushed[], forced?: Problem | null) => Promise<PushResult>

/** Where the whole fails, its halves: one bad command among many costs a few transactions, not one for each. */
async function execute(pushed: readonly Pushed[], run: Run): Promise<PushResult> {
  try {
    return await run(pushed)
  } catch (error) {
    if (!failureOf(error)) throw error
  }
  if (pushed.length <= 1) return runAlone(pushed, run)
  const middle = Math.ceil(pushed.length / 2)
  const first = await execute(pushed.slice(0, middle), run)
  if (first.stopped) return first
  const second = await execute(pushed.slice(middle), run)
  return { ...second, outcomes: [...first.outcomes, ...second.outcomes] }
}

async function runAlone(one: readonly Pushed[], run: Run): Promise<PushResult> {
  let violations = 0
  let problem: Problem | null = null
  for (let tries = 0; tries < TRIES && violations < CONSTRAINT_TRIES; tries++) {
    try {
      return await run(one)
    } catch (error) {
      const failure = failureOf(error)
      if (!failure) throw error
      problem = failure.problem
      if (failure.type === 'constraint') violations++
    }
  }
  return run(one, problem)
}

async function prepareAll(runtime: Runtime, device: Device, request: PushRequest): Promise<Pushed[]> {
  const authorise = askOnce(runtime)
  const vouched = await vouchedHashes(runtime, device, request)
  const received = await Promise.all(request.commands.map((value) => receive(runtime, device, value, vouched)))
  return Promise.all(received.map(async (each) => ({ received: each, prepared: await prepareOne(each) })))

  async function prepareOne({ content }: Received): Promise<Prepared> {
    if (!content.trusted) return { type: 'verdict', verdict: refused('quarantined', content.problem) }
    const { record, held } = content.envelope
    if (held) return { type: 'verdict', verdict: refused('rejected', heldBack(record.name, record.commandId)) }
    const prepared = await prepare(runtime, upcastRecord(record, runtime), authorise)
    if (prepared.type !== 'run') return prepared
    if (prepared.runnable.command.class !== 'online') return ofRevoked(prepared.runnable, device.revokedAt ?? null)
    return { type: 'verdict', verdict: refused('rejected', { code: 'NOT_ALLOWED', params: { name: record.name } }) }
  }
}

const heldBack = (name: string, commandId: string): Problem => ({
  code: 'DEPENDS_ON_REFUSED',
  params: { name, commandId },
})
