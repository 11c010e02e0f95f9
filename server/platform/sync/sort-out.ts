import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { Outcome } from '../../../src-shared/sync/protocol.ts'
import type { PushKnown } from '../store/port.ts'
import { outcomeOf } from './outcomes.ts'
import type { Received } from './received.ts'

/** What a push means, given what was executed before. */
export interface SortedOut {
  steps: Step[]
  /** The number expected after all steps. */
  expected: number
  stopped: Problem | null
}
export type Step =
  /** Executed before: its outcome again. */
  | { type: 'again'; outcome: Outcome }
  | { type: 'new'; received: Received; number: number }
  /** The same command under two numbers of one push. */
  | { type: 'twin'; of: Received; received: Received; number: number }
  /** Another command with the id of one that was executed: kept, but it has no outcome of its own. */
  | { type: 'impostor'; received: Received; number: number }

type Before = Pick<PushKnown, 'lastNumber' | 'outcomes' | 'kept'>

/** Numbers are contiguous for each client; every one is consumed by exactly one command, whatever became of it. */
export function sortOut(pushed: readonly Received[], before: Before): SortedOut {
  const steps: Step[] = []
  const fresh = new Map<string, Received>()
  let expected = before.lastNumber + 1
  const stop = (stopped: Problem): SortedOut => ({ steps, expected, stopped })
  for (const received of pushed) {
    const { number } = received
    if (number === null) return stop({ code: 'INPUT_INVALID', params: { detail: 'an entry without a number' } })
    if (number > expected) return stop({ code: 'NUMBER_GAP', params: { expected } })
    const step = stepOf(received, number, before, fresh)
    if (number < expected && step.type !== 'again') return stop({ code: 'CLIENT_ID_USED', params: { number } })
    if (number === expected) expected++
    if (step.type === 'new' && received.content.trusted) fresh.set(received.commandId, received)
    steps.push(step)
  }
  return { steps, expected, stopped: null }
}

function stepOf(received: Received, number: number, before: Before, fresh: ReadonlyMap<string, Received>): Step {
  const { content, commandId } = received
  if (!content.trusted) {
    const problem = before.kept.get(`${number} ${received.bodyHash}`)
    if (problem === undefined) return { type: 'new', received, number }
    return { type: 'again', outcome: outcomeOf(number, commandId, 0, { status: 'quarantined', problem, flags: [] }) }
  }
  const known = before.outcomes.get(commandId.toLowerCase())
  if (known?.hash === content.envelope.hash)
    return { type: 'again', outcome: outcomeOf(number, commandId, known.ver, known) }
  const twin = fresh.get(commandId)
  if (twin?.content.trusted && twin.content.envelope.hash === content.envelope.hash)
    return { type: 'twin', of: twin, received, number }
  return known || twin ? { type: 'impostor', received, number } : { type: 'new', received, number }
}
