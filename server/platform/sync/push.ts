import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { PushRequest, PushResponse } from '../../../src-shared/sync/protocol.ts'
import type { Changes } from '../store/changes.ts'
import { failureOf } from '../store/failure.ts'
import type { Runtime } from './options.ts'
import { askOnce, type Prepared, prepare } from './prepare.ts'
import { attemptPush, type Pushed, type PushResult } from './push-attempt.ts'
import { type Device, type Received, receive } from './received.ts'
import { ofRevoked } from './revoked.ts'
import { refused } from './verdict.ts'

const TRIES = 5
/** A constraint that two runs in a row violate is no race. */
const CONSTRAINT_TRIES = 2

/**
 * Executes what a workstation sends: all in one transaction, or, where that fails, each in its own, so that one command
 * never holds back another. Every readable one gets exactly one outcome, however often it is sent.
 */
export async function push(
  runtime: Runtime,
  device: Device,
  request: PushRequest,
  onCommit: (changes: Changes, ver: number) => void,
): Promise<PushResponse> {
  const { clientId } = request
  const pushed = await prepareAll(runtime, device, request.commands)
  const run = async (some: readonly Pushed[], forced: Problem | null = null) => {
    const result = await attemptPush(runtime, { device, clientId, pushed: some, forced })
    onCommit(result.changes, result.ver)
    return result
  }
  try {
    return responseOf(runtime, [await run(pushed)])
  } catch (error) {
    if (!failureOf(error)) throw error
  }
  const results: PushResult[] = []
  for (const each of pushed) {
    results.push(await runAlone(each, run))
    if (results.at(-1)?.stopped) break
  }
  return responseOf(runtime, results)
}

async function runAlone(
  each: Pushed,
  run: (some: readonly Pushed[], forced?: Problem | null) => Promise<PushResult>,
): Promise<PushResult> {
  let violations = 0
  let problem: Problem | null = null
  for (let tries = 0; tries < TRIES && violations < CONSTRAINT_TRIES; tries++) {
    try {
      return await run([each])
    } catch (error) {
      const failure = failureOf(error)
      if (!failure) throw error
      problem = failure.problem
      if (failure.type === 'constraint') violations++
    }
  }
  return run([each], problem)
}

async function prepareAll(runtime: Runtime, device: Device, commands: readonly unknown[]): Promise<Pushed[]> {
  const authorise = askOnce(runtime)
  const received = commands.map((value) => receive(runtime, device, value))
  return Promise.all(received.map(async (each) => ({ received: each, prepared: await prepareOne(each) })))

  async function prepareOne({ content }: Received): Promise<Prepared> {
    if (!content.trusted) return { type: 'verdict', verdict: refused('quarantined', content.problem) }
    const { record, held } = content.envelope
    if (held) return { type: 'verdict', verdict: refused('rejected', heldBack(record.name, record.commandId)) }
    const prepared = await prepare(runtime, record, authorise)
    if (prepared.type !== 'run') return prepared
    if (prepared.runnable.command.class !== 'online') return ofRevoked(prepared.runnable, device.revokedAt ?? null)
    return { type: 'verdict', verdict: refused('rejected', { code: 'NOT_ALLOWED', params: { name: record.name } }) }
  }
}

const heldBack = (name: string, commandId: string): Problem => ({
  code: 'DEPENDS_ON_REFUSED',
  params: { name, commandId },
})

function responseOf({ epoch }: Runtime, results: readonly PushResult[]): PushResponse {
  const last = results.at(-1)
  const expected = last?.expected ?? 1
  return {
    epoch,
    outcomes: results.flatMap(({ outcomes }) => outcomes),
    expected,
    stopped: last?.stopped ?? null,
    // a commit here is on disk: synchronous_commit is never turned off
    durable: expected - 1,
  }
}
