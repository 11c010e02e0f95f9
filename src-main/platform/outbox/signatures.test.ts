import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Signatures } from './signatures.ts'

const scheduler = {
  after(_: number, work: () => void) {
    const timer = setImmediate(work)
    return () => clearImmediate(timer)
  },
}

it('given entries that go out before their signature is ready, when it comes late, then it is not kept, and later ones are still prepared', async () => {
  let prepared = 0
  const crypto = {
    sign: (_: string, text: string) => `now ${text}`,
    async signSoon(_: string, text: string) {
      prepared += 1
      return `soon ${text}`
    },
  }
  const signatures = new Signatures(crypto as never, scheduler, () => 'key')
  for (let n = 0; n < 20_001; n++) {
    signatures.prepare(`${n}`)
    expect(signatures.take(`${n}`)).toBe(`now ${n}`)
    if (n % 1000 === 0) await turn()
  }
  await turn()
  const before = prepared
  signatures.prepare('next')
  await turn()
  await turn()
  expect(prepared).toBe(before + 1)
  expect(signatures.take('next')).toBe('soon next')
})

it('given hundreds of entries saved in one go, then a save hands nothing to another thread, and all are signed afterwards, some at a time', async () => {
  let underWay = 0
  let most = 0
  const crypto = {
    sign: (_: string, text: string) => `now ${text}`,
    async signSoon(_: string, text: string) {
      underWay += 1
      most = Math.max(most, underWay)
      await turn()
      underWay -= 1
      return `soon ${text}`
    },
  }
  const signatures = new Signatures(crypto as never, scheduler, () => 'key')
  for (let n = 0; n < 500; n++) signatures.prepare(`${n}`)
  expect(most).toBe(0)
  for (let n = 0; n < 60; n++) await turn()
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThan(100)
  expect([0, 250, 499].map((n) => signatures.take(`${n}`))).toEqual(['soon 0', 'soon 250', 'soon 499'])
})
