import { expect, it } from 'vitest'
import { Signatures } from './signatures.ts'

it('given entries that go out before their signature is ready, when it comes late, then it is not kept, and later ones are still prepared', async () => {
  let prepared = 0
  const crypto = {
    sign: (_: string, text: string) => `now ${text}`,
    async signSoon(_: string, text: string) {
      prepared += 1
      return `soon ${text}`
    },
  }
  const signatures = new Signatures(crypto as never, () => 'key')
  for (let n = 0; n < 20_001; n++) {
    signatures.prepare(`${n}`)
    expect(signatures.take(`${n}`)).toBe(`now ${n}`)
    if (n % 1000 === 0) await Promise.resolve().then(() => {})
  }
  await new Promise((done) => setImmediate(done))
  const before = prepared
  signatures.prepare('next')
  await new Promise((done) => setImmediate(done))
  expect(prepared).toBe(before + 1)
  expect(signatures.take('next')).toBe('soon next')
})
