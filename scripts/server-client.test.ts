import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningServer } from '../server/app/all-in-one.ts'
import { startTestServer } from '../server/app/testing.ts'
import { SYSTEM_ACTOR } from '../server/demo/seed.ts'
import { ServerClient } from './server-client.ts'

const SECRET = 'four words that nobody guesses'
let server: RunningServer
beforeAll(async () => {
  server = await startTestServer('client')
  const input = { username: 'chandana', displayName: 'Chandana Silva', roles: ['administrator'] }
  const command = { commandId: randomUUID(), name: 'identity.addUser', version: 1, input, actor: SYSTEM_ACTOR }
  const made = await server.services.get('identity')?.runtime.execute([{ ...command, occurredAt: Date.now() }])
  await server.identity.signIn.setPassword(made?.[0]?.result.userId ?? '', SECRET)
})
afterAll(() => server.stop())

it('given a long work of the command line, when it signs in again, then the token that it has is no hindrance', async () => {
  const client = new ServerClient(server.url)
  await client.signIn('chandana', SECRET)
  await server.services.get('identity')?.pool.query('UPDATE person_token SET expires_at = 1')
  await client.signIn('chandana', SECRET)
  expect(await client.get('/v1/identity/workstations')).toEqual({ workstations: [] })
})
