import type { Authorised } from '../../../src-shared/kernel/authorise.ts'
import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import type { CommandResult } from '../../../src-shared/kernel/command.ts'
import type { Allotted } from '../../../src-shared/kernel/context.ts'
import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Outcome } from '../../../src-shared/sync/protocol.ts'
import type { Changes } from '../store/changes.ts'
import { Conflict } from '../store/failure.ts'
import { flush } from '../store/flush.ts'
import type { KnownOutcome, ServiceTx } from '../store/port.ts'
import { RowBuffer } from '../store/row-buffer.ts'
import { type Finished, finish } from './finish.ts'
import { type Ended, raiseItems } from './inbox.ts'
import { type Runtime, SERVER_DEVICE } from './options.ts'
import { outcomeOf } from './outcomes.ts'
import { prefetch } from './prefetch.ts'
import { prepare, type Runnable } from './prepare.ts'
import { attemptOf, gathering, RuleBroke, runCommand } from './run-command.ts'
import type { Verdict } from './verdict.ts'
import { withRetries } from './with-retries.ts'

/** A command that was made at the server: by a REST call, an import, the seeding. */
export interface ServerCommand {
  commandId: string
  name: string
  version: number
  input: Record<string, unknown>
  /** Already known to the caller; roles as the hospital gives them. */
  actor: Authorised
  occurredAt: number
  /** Ids and numbers that are fixed already; what is missing is allotted here. */
  allotted?: Allotted
  /** History of another system: nobody here could answer for it, so it raises no inbox items. */
  imported?: boolean
  /** The platform runs it by itself. */
  internal?: true
}
export interface ExecutedOutcome extends Outcome {
  result: CommandResult
  /** Imported before under this id with another content, which stays: this one was not executed. */
  changed: boolean
}

const PREFETCHED_AT_ONCE = 200

/**
 * What has to hold for commands that were not executed before. It takes hold of the rows that it looks at, and gives the
 * look itself, which may throw a ProblemError: an outcome that another request left meanwhile is seen first.
 */
export type Precondition = (tx: ServiceTx) => Promise<() => void>

/**
 * Executes all commands in one transaction, in their order. A command id that was executed before gives its outcome
 * again, whatever has changed since. @throws ProblemError where one is refused, COMMAND_ID_REUSED where its id was executed with another content;
 * nothing is written then
 */
export async function execute(
  runtime: Runtime,
  commands: readonly ServerCommand[],
  onCommit: (changes: Changes, ver: number) => void,
  precondition?: Precondition,
): Promise<ExecutedOutcome[]> {
  const runnables = await Promise.all(commands.map((command) => runnableOf(runtime, command)))
  const { outcomes, changes, ver, recorded } = await withRetries(() =>
    attempt(runtime, commands, runnables, precondition),
  )
  onCommit(changes, ver)
  runtime.onRecorded?.(recorded)
  return outcomes
}

export async function runnableOf(runtime: Runtime, command: ServerCommand): Promise<Runnable> {
  const allotted = command.allotted ?? { ids: {}, numbers: {} }
  const { utcOffsetMinutes } = runtime
  const entry = { ...command, deviceId: SERVER_DEVICE, allotted, utcOffsetMinutes }
  const isInternal = runtime.registry.command(command.name, command.version)?.internal === true
  if (isInternal && !command.internal) throw new ProblemError('NOT_ALLOWED', { name: command.name })
  const prepared = await prepare(runtime, entry, async (actor) => actor)
  if (prepared.type === 'run') return prepared.runnable
  const { code, params } = prepared.verdict.problem ?? { code: 'INTERNAL', params: {} }
  throw new ProblemError(code, params)
}

async function attempt(
  runtime: Runtime,
  commands: readonly ServerCommand[],
  runnables: readonly Runnable[],
  precondition?: Precondition,
) {
  return runtime.store.transaction(async (tx) => {
    const requireHeld = await precondition?.(tx)
    const known = await tx.outcomes(commands.map(({ commandId }) => commandId))
    requireSame(runtime, commands, known)
    if (commands.some(({ commandId }) => !known.has(commandId.toLowerCase()))) requireHeld?.()
    const buffer = new RowBuffer()
    const verdicts = await runAll(
      runtime,
      tx,
      buffer,
      runnables.filter(({ entry }) => !known.has(entry.commandId.toLowerCase())),
    )
    await raiseItems(runtime, tx, buffer, endedOf(verdicts))
    const finished = [...verdicts].map(([{ entry }, verdict]) => finishedOf(runtime, entry, verdict))
    const { changes, ver } = await flush(tx, buffer, runtime.registry.kindsOf(runtime.service), async (changes) => ({
      changes,
      ver: await finish(runtime, tx, { deviceId: SERVER_DEVICE, client: null, finished, changes }),
    }))
    const ended = new Map([...verdicts].map(([{ entry }, verdict]) => [entry.commandId, verdict]))
    const outcomes = commands.map((command) => executedOutcome(runtime, command, known, ended, ver))
    return { outcomes, changes, ver, recorded: finished.length }
  })
}

/** What it does, whoever sends it again and when. */
const contentHash = (
  { sha256Hex }: Runtime,
  { name, version, input }: Pick<ServerCommand, 'name' | 'version' | 'input'>,
) => CONTENT + sha256Hex(canonicalJson({ name, version, input }))
const CONTENT = 'content:'

/** An outcome of before there were hashes of the content cannot be compared. */
const isOther = (runtime: Runtime, command: ServerCommand, hash: string): boolean =>
  hash.startsWith(CONTENT) && hash !== contentHash(runtime, command)

/** @throws ProblemError COMMAND_ID_REUSED */
export function requireSame(
  runtime: Runtime,
  commands: readonly ServerCommand[],
  known: ReadonlyMap<string, KnownOutcome>,
): void {
  const hashes = new Map([...known].map(([id, { hash }]) => [id, hash]))
  for (const command of commands) {
    const id = command.commandId.toLowerCase()
    const before = hashes.get(id)
    if (before === undefined) hashes.set(id, contentHash(runtime, command))
    else if (isOther(runtime, command, before) && !(command.imported && known.has(id)))
      throw new ProblemError('COMMAND_ID_REUSED', { commandId: command.commandId })
  }
}

async function runAll(runtime: Runtime, tx: ServiceTx, buffer: RowBuffer, runnables: readonly Runnable[]) {
  const verdicts = new Map<Runnable, Verdict>()
  const different = [...new Map(runnables.map((each) => [each.entry.commandId, each])).values()]
  for (let i = 0; i < different.length; i += PREFETCHED_AT_ONCE) {
    const attempts = different.slice(i, i + PREFETCHED_AT_ONCE).map((runnable) => attemptOf(runtime, runnable, true))
    await prefetch(tx, buffer, attempts.map(gathering))
    for (const each of attempts) {
      const verdict = await ownError(runCommand(runtime, tx, buffer, each))
      if (verdict.problem) throw await refusalOf(tx, each.runnable, verdict.problem)
      verdicts.set(each.runnable, verdict)
    }
  }
  return verdicts
}

/**
 * Why it is refused; Conflict where another process has executed this very command meanwhile, and what it is refused for
 * is its own doing: the next attempt finds its outcome.
 */
export async function refusalOf(tx: ServiceTx, { entry }: Runnable, { code, params }: Problem): Promise<Error> {
  const done = await tx.outcomes([entry.commandId])
  return done.size > 0 ? new Conflict(`${entry.name} was executed meanwhile`) : new ProblemError(code, params)
}

/** A rule that breaks is an error of the program, and the caller gets that one. */
export const ownError = <T>(running: Promise<T>): Promise<T> =>
  running.catch((error) => {
    throw error instanceof RuleBroke ? error.cause : error
  })

export const endedOf = (verdicts: ReadonlyMap<Runnable, Verdict>): Ended[] =>
  [...verdicts].flatMap(([{ entry }, verdict]) => {
    if ((entry as Partial<ServerCommand>).imported) return []
    return [{ commandId: entry.commandId, deviceId: SERVER_DEVICE, record: entry, verdict }]
  })

export function finishedOf(runtime: Runtime, entry: Runnable['entry'], verdict: Verdict): Finished {
  const { commandId, name, version, input, actor, occurredAt } = entry
  const body = canonicalJson({ commandId, name, version, input, actor, occurredAt })
  const hash = contentHash(runtime, entry)
  return {
    commandId,
    name,
    hash,
    number: 0,
    actorId: actor.userId,
    verdict,
    outcome: 'own',
    kept: { body, bodyHash: runtime.sha256Hex(body) },
  }
}

export function executedOutcome(
  runtime: Runtime,
  command: ServerCommand,
  known: ReadonlyMap<string, KnownOutcome>,
  ended: ReadonlyMap<string, Verdict>,
  ver: number,
): ExecutedOutcome {
  const { commandId } = command
  const before = known.get(commandId.toLowerCase())
  if (before) {
    const changed = isOther(runtime, command, before.hash)
    return { ...outcomeOf(0, commandId, before.ver, before), result: before.result, changed }
  }
  const verdict = ended.get(commandId) as Verdict
  return { ...outcomeOf(0, commandId, ver, verdict), result: verdict.result, changed: false }
}
