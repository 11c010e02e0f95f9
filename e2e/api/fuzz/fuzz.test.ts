import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningServer } from '../../../server/app/all-in-one.ts'
import { startTestServer } from '../../../server/app/testing.ts'
import { fuzz } from './fuzz.ts'

let server: RunningServer
const errors: unknown[] = []
beforeAll(async () => {
  server = await startTestServer('fuzz', (line) => void (line.level === 'error' && errors.push(line)))
})
afterAll(() => server.stop())

it('given 2,000 requests made of the documents, then each is answered or refused as they say, and a refusal leaves nothing', async () => {
  const answered = await fuzz(server, { requests: 2_000, seed: 20_261_123 })
  expect(errors).toEqual([])
  // it would find nothing if all were turned away at the door
  expect(answered[200]).toBeGreaterThan(100)
  expect(answered[400]).toBeGreaterThan(100)
}, 300_000)
