import { describe, expect, it } from 'vitest'
import type { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Instance } from '../split/registration.ts'
import { Breaker } from './breaker.ts'
import { Instances } from './instances.ts'
import { RateLimit } from './rate-limit.ts'

const clock = () => {
  const time = { ms: 1_000_000 }
  return { time, now: () => time.ms }
}
const instance = (id: string, ...services: string[]): Instance => ({
  ...{ id, services, url: `http://127.0.0.1:${id.length}`, version: '1.0.0', startedAt: 1 },
})
const codeOf = (work: () => void): string => {
  try {
    work()
    return ''
  } catch (error) {
    return (error as ProblemError).problem.code
  }
}

describe('who runs what', () => {
  it('Given an instance that is not heard of, then it is out before five seconds are over', () => {
    const { time, now } = clock()
    const instances = new Instances(now)
    instances.renew(instance('a', 'ward'))
    time.ms += 2_000
    instances.renew(instance('b', 'ward'))
    time.ms += 2_500
    expect(instances.all().map(({ id }) => id)).toEqual(['b'])
  })

  it('Given one that leaves, then it is out at once', () => {
    const instances = new Instances(clock().now)
    instances.renew(instance('a', 'ward'))
    instances.leave('a')
    expect(instances.all()).toEqual([])
  })

  it('Given two of a service, then a caller comes to the same one, and callers are spread over both', () => {
    const instances = new Instances(clock().now)
    instances.renew(instance('a', 'ward'))
    instances.renew(instance('b', 'ward', 'patients'))
    const first = (caller: number) => instances.inOrder('ward', `caller ${caller}`)[0]?.id
    const callers = Array.from({ length: 200 }, (_, caller) => caller)
    expect(callers.map(first)).toEqual(callers.map(first))
    const toA = callers.filter((caller) => first(caller) === 'a').length
    expect(toA).toBeGreaterThan(60)
    expect(toA).toBeLessThan(140)
    expect(instances.inOrder('patients', 'x').map(({ id }) => id)).toEqual(['b'])
  })

  it('Given a second one of what may run once, then it is refused until the first is gone', () => {
    const { time, now } = clock()
    const instances = new Instances(now)
    instances.renew(instance('a', 'identity'))
    expect(codeOf(() => instances.renew(instance('b', 'ward', 'identity')))).toBe('INSTANCE_SINGLE')
    time.ms += 3_001
    expect(codeOf(() => instances.renew(instance('b', 'ward', 'identity')))).toBe('')
  })
})

describe('an instance that does not answer', () => {
  it('Given five failures, then nobody is sent there, and after a second one request tries', () => {
    const { time, now } = clock()
    const breaker = new Breaker(now)
    for (let i = 0; i < 4; i++) breaker.failed('a', false)
    expect(breaker.admits('a')).toBe(true)
    breaker.failed('a', false)
    expect(breaker.admits('a')).toBe(false)
    time.ms += 1_001
    expect([breaker.admits('a'), breaker.admits('a')]).toEqual([true, false])
    breaker.worked('a')
    expect(breaker.admits('a')).toBe(true)
  })

  it('Given that nobody listens there, then one failure is enough', () => {
    const breaker = new Breaker(clock().now)
    breaker.failed('a', true)
    expect([breaker.admits('a'), breaker.admits('b')]).toEqual([false, true])
  })
})

describe('one workstation that asks too much', () => {
  it('Given more than its burst, then it is refused, another is not, and later it is let in again', () => {
    const { time, now } = clock()
    const rate = new RateLimit(10, now)
    const refusals = Array.from({ length: 45 }, () => codeOf(() => rate.take('a'))).filter(Boolean)
    expect(refusals).toEqual(Array(5).fill('TOO_MANY_REQUESTS'))
    expect(codeOf(() => rate.take('b'))).toBe('')
    time.ms += 1_000
    expect(codeOf(() => rate.take('a'))).toBe('')
  })
})
