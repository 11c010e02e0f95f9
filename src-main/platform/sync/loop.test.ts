import { expect, it } from 'vitest'
import { Loop } from './loop.ts'
import { fakePorts } from './testing/rig.ts'

const offline = { request: () => Promise.reject(new Error('offline')), events: () => () => {} }

function makeLoop(step: () => Promise<boolean>) {
  const { ports, time, timers } = fakePorts(offline)
  const failures: unknown[] = []
  const loop = new Loop({ ports, every: 30_000, step, onFailure: (error) => failures.push(error), onSuccess() {} })
  /** The pause that is being waited, ms; waits it. */
  const nextTimer = async () => {
    const [timer] = [...timers]
    if (!timer) throw new Error('nothing is waited for')
    timers.delete(timer)
    const pause = timer.at - time.now
    time.now = timer.at
    timer.work()
    await loop.settled()
    return pause
  }
  return { loop, nextTimer, failures, timers }
}

it('given a server that is down for hours, then the pauses grow to at most 30 s, with jitter, and never end', async () => {
  const { loop, nextTimer, failures } = makeLoop(() => Promise.reject(new Error('down')))
  loop.start()
  await loop.settled()
  const pauses: number[] = []
  for (let i = 0; i < 200; i++) pauses.push(await nextTimer())
  expect(pauses[0]).toBeLessThanOrEqual(1000)
  expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000)
  expect(Math.min(...pauses.slice(10))).toBeGreaterThanOrEqual(15_000)
  expect(new Set(pauses.slice(10)).size).toBeGreaterThan(20)
  expect(failures).toHaveLength(201)
})

it('given that it recovers, then the pause is the poll again', async () => {
  let down = true
  const { loop, nextTimer } = makeLoop(async () => {
    if (down) throw new Error('down')
    return false
  })
  loop.start()
  await loop.settled()
  down = false
  await nextTimer()
  expect(await nextTimer()).toBe(30_000)
})

it('given a failure, when new work is only nudged, then it waits; when it is woken, it tries at once', async () => {
  let tries = 0
  const { loop } = makeLoop(async () => {
    tries += 1
    throw new Error('down')
  })
  loop.start()
  await loop.settled()
  loop.nudge()
  await loop.settled()
  expect(tries).toBe(1)
  loop.wake()
  await loop.settled()
  expect(tries).toBe(2)
})

it('given a stop, then nothing is waited for any more', async () => {
  const { loop, timers } = makeLoop(async () => false)
  loop.start()
  await loop.settled()
  loop.stop()
  expect(timers.size).toBe(0)
})
