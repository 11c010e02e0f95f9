import { describe, expect, it } from 'vitest'
import { SteadyTime } from './steady-time.ts'

const HOUR = 3_600_000

function workstation() {
  const kept = new Map<string, string>()
  const world = { wall: 100 * HOUR, monotonic: 0, bootId: 'first', online: false }
  const open = () =>
    new SteadyTime({
      clock: {
        now: () => world.wall,
        monotonic: () => world.monotonic,
        get bootId() {
          return world.bootId
        },
      },
      meta: { get: (key) => kept.get(key) ?? null, set: (key, value) => void kept.set(key, value) },
      wall: () => world.wall,
      online: () => world.online,
    })
  return { world, open }
}

describe('time at a workstation', () => {
  it('given the clock is turned back, then time goes on as the monotonic clock does', () => {
    const { world, open } = workstation()
    const time = open()
    time.now()
    world.wall -= 10 * HOUR
    world.monotonic += HOUR
    expect(time.now()).toBe(101 * HOUR)
  })

  it('given the clock is turned back and the program or the computer started anew, then it is not before what was seen', () => {
    const { world, open } = workstation()
    open().now()
    world.wall -= 10 * HOUR
    expect(open().now()).toBe(100 * HOUR)
    world.bootId = 'second'
    world.monotonic = 0
    expect(open().now()).toBe(100 * HOUR)
  })

  it('given the clock was a year ahead, when the server is heard, then its time counts again', () => {
    const { world, open } = workstation()
    const time = open()
    world.wall += 365 * 24 * HOUR
    time.now()
    world.wall = 101 * HOUR
    expect(time.now()).toBe(100 * HOUR + 365 * 24 * HOUR)
    world.online = true
    expect(time.now()).toBe(101 * HOUR)
    world.online = false
    expect(time.now()).toBe(101 * HOUR)
  })
})
