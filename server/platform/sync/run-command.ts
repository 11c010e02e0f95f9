import { authorise, type Put, touchedBy } from '../../../src-shared/kernel/authorise.ts'
import type { CommandContext, Decision, Flag } from '../../../src-shared/kernel/command.ts'
import { type Allotted, contextOf } from '../../../src-shared/kernel/context.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { Gather } from '../../../src-shared/kernel/gather.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { Conflict } from '../store/failure.ts'
import { loadAll } from '../store/load.ts'
import type { ServiceTx } from '../store/port.ts'
import { NOT_LOADED, type RowBuffer } from '../store/row-buffer.ts'
import { takeNumber } from './number-blocks.ts'
import type { Runtime } from './options.ts'
import type { Runnable } from './prepare.ts'
import { refused, stands, type Verdict } from './verdict.ts'

/** A command within one attempt: the ids and numbers of this attempt, as nothing of a rolled-back one may be used again. */
export interface Attempt {
  runnable: Runnable
  context: CommandContext
  spare: Map<string, string>
}

/** Thrown through a rule that asks for a number which its envelope does not carry. */
class NumberNeeded extends Error {
  readonly sequence: string
  constructor(sequence: string) {
    super(sequence)
    this.sequence = sequence
  }
}
/** The rule itself broke, not the database. */
export class RuleBroke extends Error {}

export function attemptOf(runtime: Runtime, runnable: Runnable, attended: boolean): Attempt {
  const { entry, actor } = runnable
  const allotted: Allotted = { ids: { ...entry.allotted.ids }, numbers: { ...entry.allotted.numbers } }
  const spare = new Map<string, string>()
  const context = contextOf({
    facilityId: runtime.facilityId,
    actor,
    deviceId: entry.deviceId,
    commandId: entry.commandId,
    occurredAt: entry.occurredAt,
    utcOffsetMinutes: entry.utcOffsetMinutes,
    attended,
    proof: entry.proof,
    allotted,
    newId: () => uuidV7(runtime.clock.now(), runtime.random.bytes(10)),
    nextNumber(sequence) {
      const number = spare.get(sequence)
      if (number === undefined) throw new NumberNeeded(sequence)
      spare.delete(sequence)
      return number
    },
  })
  return { runnable, context, spare }
}

/** What it will ask for. */
export const gathering =
  ({ runnable, context }: Attempt) =>
  () =>
    runnable.command.gather(runnable.input, context)

/** Gathers and decides on the buffer, and leaves the rows there. @throws RuleBroke, StoreError */
export async function runCommand(
  runtime: Runtime,
  tx: ServiceTx,
  buffer: RowBuffer,
  attempt: Attempt,
): Promise<Verdict> {
  const { command, flags } = attempt.runnable
  const decision = await decide(runtime, tx, buffer, attempt)
  if (decision.type === 'reject')
    return refused(command.class === 'fact' ? 'quarantined' : 'rejected', decision.problem)
  const off = offWard(buffer, attempt.runnable, decision.puts)
  if (off && command.class !== 'fact') return refused('rejected', off)
  try {
    buffer.put(decision.puts)
  } catch (cause) {
    throw cause instanceof Conflict ? cause : new RuleBroke(command.name, { cause })
  }
  const rows = decision.puts.map(({ kind, row }) => `${kind.name}/${row.id}`)
  const breach: Flag[] = off ? [{ ...off, ownerRole: 'administrator' }] : []
  return stands([...flags, ...breach, ...decision.flags], decision.result, rows)
}

/** Whether it writes on a ward to which the person's roles do not reach. What was not read is nothing that it builds on. */
function offWard(buffer: RowBuffer, { command, rights, flags }: Runnable, puts: readonly Put[]): Problem | null {
  // one breach is enough: the role itself does not allow it
  if (!rights || command.internal || flags.some(({ code }) => code === 'NOT_ALLOWED')) return null
  const current = (kind: AnyKind, id: string) => {
    const row = buffer.current(kind, id.toLowerCase())
    return row === NOT_LOADED ? null : row
  }
  return authorise(rights, command.allow, touchedBy(puts, current))
}

async function decide(runtime: Runtime, tx: ServiceTx, buffer: RowBuffer, attempt: Attempt): Promise<Decision> {
  const { command, input } = attempt.runnable
  for (;;) {
    try {
      buffer.begin()
      const state = await gather(tx, buffer, command.gather(input, attempt.context))
      return guarded(() => command.decide(state, input, attempt.context))
    } catch (error) {
      if (!(error instanceof NumberNeeded)) throw error
      attempt.spare.set(error.sequence, await takeNumber(runtime, tx, error.sequence))
    }
  }
}

async function gather(tx: ServiceTx, buffer: RowBuffer, steps: Gather<unknown>): Promise<unknown> {
  let step = guarded(() => steps.next())
  while (!step.done) {
    const request = step.value
    if (buffer.answer(request) === NOT_LOADED) await loadAll(tx, buffer, [request])
    step = guarded(() => steps.next(buffer.answer(request)))
  }
  return step.value
}

function guarded<T>(rule: () => T): T {
  try {
    return rule()
  } catch (cause) {
    throw cause instanceof NumberNeeded ? cause : new RuleBroke('rule', { cause })
  }
}
