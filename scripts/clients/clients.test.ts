import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getFacility, getUsers, getUsersById, postSignIn } from '../../clients/identity/sdk.gen.ts'
import type { PostSignInErrors } from '../../clients/identity/types.gen.ts'
import { getSuppliers, postCommands } from '../../clients/pharmacy/sdk.gen.ts'
import { createClient } from '../../clients/runtime/client/index.ts'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { startTestServer } from '../../server/app/testing.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { projectDir } from '../paths.ts'
import { ServerClient } from '../server-client.ts'
import { generateClients } from './generate.ts'

const SECRET = 'four words that nobody guesses'
let server: RunningServer
let userId: string
beforeAll(async () => {
  server = await startTestServer('clients')
  const input = { username: 'chandana', displayName: 'Chandana Silva', roles: ['administrator'] }
  const command = { commandId: randomUUID(), name: 'identity.addUser', version: 1, input, actor: SYSTEM_ACTOR }
  const made = await server.services.get('identity')?.runtime.execute([{ ...command, occurredAt: Date.now() }])
  userId = made?.[0]?.result.userId ?? ''
  await server.identity.signIn.setPassword(userId, SECRET)
})
afterAll(() => server.stop())

it('given the released documents, then the clients that lie here are those that are made of them (npm run clients)', async () => {
  const fresh = await mkdtemp(join(tmpdir(), 'carecode-clients-'))
  try {
    await generateClients(fresh)
    expect(await textsIn(join(projectDir, 'clients'))).toEqual(await textsIn(fresh))
  } finally {
    await rm(fresh, { recursive: true })
  }
})

it('given a typed client, when it calls a real server, then the answer is what its type says', async () => {
  const client = await signedIn()
  const facility = await getFacility({ client, throwOnError: true })
  expect(facility.data.facilityId).toBe(server.facility.id)
  const users = await getUsers({ client, query: { username: 'chandana', limit: 1 }, throwOnError: true })
  expect(users.data.items.map(({ id }) => id)).toEqual([userId])
  const one = await getUsersById({ client, path: { id: userId }, throwOnError: true })
  const etag = one.response.headers.get('etag') as string
  const same = await getUsersById({ client, path: { id: userId }, headers: { 'if-none-match': etag } })
  expect(same.response?.status).toBe(304)
  const commands = [{ name: 'pharmacy.defineSupplier', version: 1, input: { name: 'State store' }, occurredAt: 1 }]
  const headers = { 'idempotency-key': randomUUID() }
  const sent = [
    await postCommands({ client, headers, body: { commands } }),
    await postCommands({ client, headers, body: { commands } }),
  ]
  expect(sent.map(({ data }) => data?.outcomes[0]?.status)).toEqual(['applied', 'applied'])
  const suppliers = await getSuppliers({ client, throwOnError: true })
  expect(suppliers.data.items.map(({ name }) => name)).toEqual(['State store'])
})

it('given a refusal, then it is the problem that the type names, and the command line says it in words', async () => {
  const client = createClient({ baseUrl: server.url })
  const { error, response } = await postSignIn({ client, body: { username: 'chandana', password: 'wrong' } })
  expect(response?.status).toBe(401)
  const named: PostSignInErrors[401]['code'] = 'SIGN_IN_WRONG'
  expect(error?.code).toBe(named)
  await expect(new ServerClient(server.url).signIn('chandana', 'wrong')).rejects.toThrow(/^SIGN_IN_WRONG: \w/)
  await expect(new ServerClient('http://127.0.0.1:1').signIn('chandana', 'wrong')).rejects.toThrow('fetch failed')
})

it('given a call that the documents do not know, then it does not compile', () => {
  const client = createClient({ baseUrl: server.url })
  const never = () => [
    // @ts-expect-error: no such filter
    getUsers({ client, query: { surname: 'Silva' } }),
    // @ts-expect-error: whose?
    getUsersById({ client }),
    // @ts-expect-error: the password is missing
    postSignIn({ client, body: { username: 'chandana' } }),
  ]
  expect(never).toBeTypeOf('function')
})

async function signedIn() {
  const anybody = createClient({ baseUrl: server.url })
  const { data } = await postSignIn({
    client: anybody,
    body: { username: 'chandana', password: SECRET },
    throwOnError: true,
  })
  return createClient({ baseUrl: server.url, auth: ({ scheme }) => (scheme === 'bearer' ? data.token : undefined) })
}

async function textsIn(dir: string): Promise<Record<string, string>> {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted()
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path.slice(dir.length), await readFile(path, 'utf8')])),
  )
}
