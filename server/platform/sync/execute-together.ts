import type { Changes } from '../store/changes.ts'
import { failureOf } from '../store/failure.ts'
import { flush } from '../store/flush.ts'
import type { KnownOutcome, ServiceTx } from '../store/port.ts'
import { RowBuffer } from '../store/row-buffer.ts'
import {
  type ExecutedOutcome,
  endedOf,
  execute,
  executedOutcome,
  finishedOf,
  ownError,
  refusalOf,
  requireSame,
  runnableOf,
  type ServerCommand,
} from './execute.ts'
import { finish } from './finish.ts'
import { raiseItems } from './inbox.ts'
import { type Runtime, SERVER_DEVICE } from './options.ts'
import { prefetch } from './prefetch.ts'
import type { Runnable } from './prepare.ts'
import { attemptOf, gathering, runCommand } from './run-command.ts'
import { type Ended, turns } from './turns.ts'
import type { Verdict } from './verdict.ts'

/** Commands that wait together are executed together, up to so many. */
const GROUP = 200

type OnCommit = (changes: Changes, ver: number) => void
interface Single {
  command: ServerCommand
  runnable: Runnable
}
type End = { verdict: Verdict } | { error: unknown }

/**
 * Single commands of many callers, those that wait for the same turn in one transaction: all of them go on one chain of
 * the audit, so that without it each would wait for the disk of the one before. One that is refused leaves nothing and
 * the others stand; where the transaction itself fails, each is executed on its own (decision 0071).
 */
export function executeTogether(
  runtime: Runtime,
  onCommit: OnCommit,
): (command: ServerCommand) => Promise<ExecutedOutcome> {
  const inTurn = turns<Single, ExecutedOutcome>(
    { most: GROUP, keyOf: ({ command }) => command.commandId.toLowerCase() },
    async (singles) => {
      try {
        const { ends, changes, ver, recorded } = await attempt(runtime, singles)
        if (recorded > 0) {
          onCommit(changes, ver)
          runtime.onRecorded?.(recorded)
        }
        return ends
      } catch (error) {
        if (!failureOf(error)) throw error
        return oneByOne(runtime, singles, onCommit)
      }
    },
  )
  return async (command) => inTurn({ command, runnable: await runnableOf(runtime, command) })
}

async function oneByOne(runtime: Runtime, singles: readonly Single[], onCommit: OnCommit) {
  const ends: Ended<ExecutedOutcome>[] = []
  for (const { command } of singles)
    ends.push(
      await execute(runtime, [command], onCommit).then(
        ([value]) => ({ value: value as ExecutedOutcome }),
        (error: unknown) => ({ error }),
      ),
    )
  return ends
}

async function attempt(runtime: Runtime, singles: readonly Single[]) {
  return runtime.store.transaction(async (tx) => {
    const known = await tx.outcomes(singles.map(({ command }) => command.commandId))
    const buffer = new RowBuffer()
    const ended = await runEach(runtime, tx, buffer, { singles, known })
    const verdicts = new Map(
      [...ended].flatMap(([{ runnable }, end]) => ('verdict' in end ? [[runnable, end.verdict] as const] : [])),
    )
    await raiseItems(runtime, tx, buffer, endedOf(verdicts))
    const finished = [...verdicts].map(([{ entry }, verdict]) => finishedOf(runtime, entry, verdict))
    const { changes, ver } = await flush(tx, buffer, runtime.registry.kindsOf(runtime.service), async (changes) => ({
      changes,
      ver: await finish(runtime, tx, { deviceId: SERVER_DEVICE, client: null, finished, changes }),
    }))
    const ends = singles.map((single): Ended<ExecutedOutcome> => {
      const end = ended.get(single)
      if (end && 'error' in end) return end
      const own = new Map(end ? [[single.command.commandId, end.verdict]] : [])
      return { value: executedOutcome(runtime, single.command, known, own, ver) }
    })
    return { ends, changes, ver, recorded: finished.length }
  })
}

/** Those that were executed before are not in the answer, unless they were of another content. */
async function runEach(
  runtime: Runtime,
  tx: ServiceTx,
  buffer: RowBuffer,
  { singles, known }: { singles: readonly Single[]; known: ReadonlyMap<string, KnownOutcome> },
): Promise<Map<Single, End>> {
  const ended = new Map<Single, End>()
  const attempts = new Map<Single, ReturnType<typeof attemptOf>>()
  for (const single of singles) {
    const reused = reusedError(runtime, single.command, known)
    if (reused) ended.set(single, { error: reused })
    else if (!known.has(single.command.commandId.toLowerCase()))
      attempts.set(single, attemptOf(runtime, single.runnable, true))
  }
  await prefetch(tx, buffer, [...attempts.values()].map(gathering))
  for (const [single, each] of attempts) {
    try {
      const verdict = await ownError(runCommand(runtime, tx, buffer, each))
      if (verdict.problem) throw await refusalOf(tx, single.runnable, verdict.problem)
      ended.set(single, { verdict })
    } catch (error) {
      // what another transaction has changed concerns all of them
      if (failureOf(error)) throw error
      ended.set(single, { error })
    }
  }
  return ended
}

function reusedError(runtime: Runtime, command: ServerCommand, known: ReadonlyMap<string, KnownOutcome>) {
  try {
    requireSame(runtime, [command], known)
    return null
  } catch (error) {
    return error
  }
}
