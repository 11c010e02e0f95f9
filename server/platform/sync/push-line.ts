import type { Outcome, PushRequest, PushResponse } from '../../../src-shared/sync/protocol.ts'
import type { Runtime } from './options.ts'
import type { Pushed, PushResult } from './push-attempt.ts'
import { type Device, numberOf } from './received.ts'

/** A push that has arrived and is not answered yet. */
interface Waiting {
  device: Device
  clientId: string
  /** Of its first command; null where not even that can be read. */
  first: number | null
  size: number
  prepared: Promise<Pushed[]>
  /** It has waited for an earlier one in vain. */
  tired: boolean
  answer(response: PushResponse): void
  fail(error: unknown): void
}
/** What one client has sent and is not answered. */
interface Line {
  waiting: Waiting[]
  /** Told of every push that joins. */
  joined(push: Waiting): void
}
export interface PushWork {
  epoch: string
  after: Runtime['after']
  prepare(device: Device, request: PushRequest): Promise<Pushed[]>
  /** Executes commands of one client in their order. */
  execute(device: Device, clientId: string, pushed: readonly Pushed[]): Promise<PushResult>
}

/** Commands that wait together are executed together, up to so many. */
const GROUP = 200
/** Between the arrival of a push and that of an earlier one, which the network has delayed. */
const OVERTAKEN_MS = 250

/**
 * A client sends several pushes without awaiting the answers: they are read and proved side by side, executed in the
 * order of their numbers, and those that wait for the same turn in one transaction.
 */
export function pushLines(work: PushWork): (device: Device, request: PushRequest) => Promise<PushResponse> {
  const lines = new Map<string, Line>()
  return (device, request) =>
    new Promise((answer, fail) => {
      const { clientId, commands } = request
      const key = `${device.deviceId} ${clientId.toLowerCase()}`
      const line = lines.get(key)
      const prepared = work.prepare(device, request)
      // whoever awaits it deals with it; until then it is nobody's
      prepared.catch(() => undefined)
      const first = commands.length > 0 ? numberOf(commands[0]) : null
      const push = { device, clientId, first, size: commands.length, prepared, tired: false, answer, fail }
      if (line) join(line, push)
      else {
        const fresh = { waiting: [push], joined: ignore }
        lines.set(key, fresh)
        void drain(work, fresh, () => lines.delete(key))
      }
    })
}

const ignore = () => undefined

function join(line: Line, push: Waiting): void {
  line.waiting.push(push)
  line.joined(push)
}

async function drain(work: PushWork, line: Line, end: () => void): Promise<void> {
  while (line.waiting.length > 0) {
    const early = await run(work, nextGroup(line.waiting))
    if (early) await untilEarlier(work, line, early)
  }
  // in the same turn as the look at its length: what comes later begins a new line
  end()
}

/** Takes the pushes with the lowest numbers as long as each goes on where the one before ends. */
function nextGroup(line: Waiting[]): Waiting[] {
  line.sort((a, b) => (a.first ?? 0) - (b.first ?? 0))
  let [count, size] = [1, line[0]?.size ?? 0]
  for (; count < line.length; count++) {
    const [before, next] = [line[count - 1] as Waiting, line[count] as Waiting]
    size += next.size
    if (size > GROUP || before.first === null || next.first !== before.first + before.size) break
  }
  return line.splice(0, count)
}

/** Pushes that have come before the number `expected`. */
interface Early {
  pushes: Waiting[]
  expected: number
}

async function run(work: PushWork, group: readonly Waiting[]): Promise<Early | null> {
  const [{ device, clientId }] = group as [Waiting]
  const ready: { waiting: Waiting; pushed: Pushed[] }[] = []
  for (const waiting of group) {
    try {
      ready.push({ waiting, pushed: await waiting.prepared })
    } catch (error) {
      waiting.fail(error)
    }
  }
  try {
    const all = ready.flatMap(({ pushed }) => pushed)
    const result = await work.execute(device, clientId, all)
    const pushes = ready.map(({ waiting }) => waiting)
    if (work.after && isEarly(result) && !pushes.some(({ tired }) => tired))
      return { pushes, expected: result.expected }
    let from = 0
    for (const { waiting, pushed } of ready) {
      waiting.answer(responseOf(work.epoch, result, result.outcomes.slice(from, from + pushed.length), pushed.length))
      from += pushed.length
    }
  } catch (error) {
    for (const { waiting } of ready) waiting.fail(error)
  }
  return null
}

const isEarly = ({ outcomes, stopped }: PushResult) => outcomes.length === 0 && stopped?.code === 'NUMBER_GAP'

/** Puts back what has overtaken an earlier push, until that is here too, but not for long: it may be lost. */
function untilEarlier(work: PushWork, line: Line, { pushes, expected }: Early): Promise<void> {
  const isAwaited = ({ first }: Waiting) => first === null || first <= expected
  const isHere = line.waiting.some(isAwaited)
  line.waiting.push(...pushes)
  if (isHere) return Promise.resolve()
  return new Promise((resolve) => {
    const goOn = () => {
      cancel?.()
      line.joined = ignore
      resolve()
    }
    const cancel = work.after?.(OVERTAKEN_MS, () => {
      for (const push of pushes) push.tired = true
      goOn()
    })
    line.joined = (push) => {
      if (isAwaited(push)) goOn()
    }
  })
}

/** A push's own part of the result; `stopped` where not all of its commands have an outcome. */
const responseOf = (
  epoch: string,
  { expected, stopped }: PushResult,
  outcomes: Outcome[],
  size: number,
): PushResponse => ({
  epoch,
  outcomes,
  expected,
  stopped: outcomes.length < size ? stopped : null,
  // a commit here is on disk: synchronous_commit is never turned off
  durable: expected - 1,
})
