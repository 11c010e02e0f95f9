import { describe, expect, it } from 'vitest'
import type { PushResponse } from '../../../src-shared/sync/protocol.ts'
import { Changes } from '../store/changes.ts'
import type { Pushed, PushResult } from './push-attempt.ts'
import { pushLines } from './push-line.ts'

const device = { deviceId: 'station', publicKey: '' }

/** A client's queue at the server: numbers are executed in their order, timers end when the test says so. */
function desk() {
  let last = 0
  const executed: number[][] = []
  const timers: (() => void)[] = []
  const numberOf = (pushed: Pushed) => pushed as unknown as number
  const execute = async (_device: unknown, _client: string, pushed: readonly Pushed[]): Promise<PushResult> => {
    await undefined
    const numbers = pushed.map(numberOf)
    executed.push(numbers)
    const usual = { changes: new Changes(), ver: 0, recorded: 0 }
    if (numbers[0] !== last + 1) {
      const stopped = { code: 'NUMBER_GAP', params: { expected: last + 1 } }
      return { ...usual, outcomes: [], expected: last + 1, stopped }
    }
    last += numbers.length
    const outcomes = numbers.map((number) => ({ number }) as PushResult['outcomes'][number])
    return { ...usual, outcomes, expected: last + 1, stopped: null }
  }
  const send = pushLines({
    epoch: 'first',
    after: (_ms, work) => {
      timers.push(work)
      return () => timers.splice(timers.indexOf(work), 1)
    },
    prepare: async (_device, { commands }) =>
      commands.map((command) => (command as { number: number }).number as unknown as Pushed),
    execute,
  })
  const push = (...numbers: number[]): Promise<PushResponse> =>
    send(device, { clientId: 'queue', epoch: null, commands: numbers.map((number) => ({ number })) })
  return { push, executed, timers }
}
const settled = () => new Promise<void>((resolve) => void setTimeout(resolve))
const numbersOf = ({ outcomes }: PushResponse) => outcomes.map(({ number }) => number)

describe('a push that has overtaken an earlier one', () => {
  it('Given the earlier one is still on its way, when it comes, then both are executed in order and none is a gap', async () => {
    const { push, timers } = desk()
    const late = push(3, 4)
    await settled()
    const later = push(5)
    await settled()
    const early = push(1, 2)
    expect([await early, await late, await later].map(numbersOf)).toEqual([[1, 2], [3, 4], [5]])
    expect([await late, await later].map(({ stopped }) => stopped)).toEqual([null, null])
    expect(timers).toEqual([])
  })

  it('Given the earlier one is lost, when it was waited for long enough, then the gap is said once to each', async () => {
    const { push, timers } = desk()
    const [late, later] = [push(3), push(4)]
    await settled()
    expect(timers).toHaveLength(1)
    timers[0]?.()
    for (const answer of [await late, await later])
      expect(answer).toMatchObject({ outcomes: [], expected: 1, stopped: { code: 'NUMBER_GAP' } })
    expect(timers).toEqual([])
    expect(numbersOf(await push(1))).toEqual([1])
  })

  it('Given a push that does not fill the gap, when it comes meanwhile, then nothing is tried in vain for it', async () => {
    const { push, executed } = desk()
    const late = push(5)
    await settled()
    const middle = push(3)
    await settled()
    expect(executed).toEqual([[5]])
    const all = [push(1, 2), push(4), middle, late]
    expect((await Promise.all(all)).map(numbersOf)).toEqual([[1, 2], [4], [3], [5]])
  })
})
