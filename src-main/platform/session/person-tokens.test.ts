import { beforeEach, expect, it } from 'vitest'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { HttpAnswer } from '../device/transport.ts'
import { PersonTokens } from './person-tokens.ts'

const ADMIN = '00000000-0000-4000-8000-000000000002'
const MINUTE = 60_000

/** A server that knows one token and one refresh token at a time. */
function hospital() {
  const state = { good: 't1', refresh: 'r1', issued: 1, reachable: true, monotonic: 0, meanwhile: () => {} }
  const asked: [string, string | undefined][] = []
  const refuse = (code: string): HttpAnswer => ({
    status: 401,
    body: { type: '', title: '', status: 401, detail: '', code, params: {} },
  })
  const renew = (given: string): HttpAnswer => {
    state.meanwhile()
    if (given !== state.refresh) return refuse('SIGN_IN_COPIED')
    state.issued += 1
    state.good = `t${state.issued}`
    state.refresh = `r${state.issued}`
    return { status: 200, body: { token: state.good, expiresInMs: 15 * MINUTE, refresh: state.refresh } }
  }
  const tokens = new PersonTokens(
    {
      async request(_method, path, body, person) {
        if (!state.reachable) throw new ProblemError('SERVER_UNREACHABLE')
        asked.push([path, person])
        if (path === '/v1/identity/refresh') return renew((body as { refresh: string }).refresh)
        return person === state.good ? { status: 200, body: {} } : refuse('SESSION_MISSING')
      },
    },
    () => state.monotonic,
  )
  return { state, asked, tokens }
}
let world: ReturnType<typeof hospital>
const ask = () => world.tokens.request(ADMIN, 'GET', '/list')
const signIn = () => world.tokens.keep(ADMIN, { token: 't1', expiresInMs: 15 * MINUTE, refresh: 'r1' })
beforeEach(() => {
  world = hospital()
})

it('given nobody’s password, then nothing is asked, and the password is wanted', async () => {
  await expect(ask()).rejects.toThrow('PASSWORD_NEEDED')
  signIn()
  await expect(world.tokens.request('somebody else', 'GET', '/list')).rejects.toThrow('PASSWORD_NEEDED')
  expect(world.asked).toEqual([])
})

it('given a password, then its token goes with the request', async () => {
  signIn()
  expect((await ask()).status).toBe(200)
  expect(world.asked).toEqual([['/list', 't1']])
})

it('given a token near its end, then it is renewed first, once for all who ask at the same time', async () => {
  signIn()
  world.state.monotonic = 14.6 * MINUTE
  const answers = await Promise.all([ask(), ask(), ask()])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(world.asked.filter(([path]) => path === '/v1/identity/refresh')).toHaveLength(1)
  expect(world.asked.filter(([, person]) => person === 't2')).toHaveLength(3)
})

it('given a server for which the token is over already, then it is renewed and asked again, once for all', async () => {
  signIn()
  world.state.good = 'another'
  const answers = await Promise.all([ask(), ask()])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(world.asked.filter(([path]) => path === '/v1/identity/refresh')).toHaveLength(1)
})

it('given a refresh token that the server ended, then nothing is kept, and the password is wanted', async () => {
  signIn()
  world.state.refresh = 'another'
  world.state.monotonic = 15 * MINUTE
  await expect(ask()).rejects.toThrow('SIGN_IN_COPIED')
  await expect(ask()).rejects.toThrow('PASSWORD_NEEDED')
})

it('given no answer while it is renewed, then nobody knows whether it was used: it is not sent twice, the password is wanted', async () => {
  signIn()
  world.state.monotonic = 15 * MINUTE
  world.state.reachable = false
  await expect(ask()).rejects.toThrow('SERVER_UNREACHABLE')
  world.state.reachable = true
  await expect(ask()).rejects.toThrow('PASSWORD_NEEDED')
  expect(world.asked).toEqual([])
})

it('given a password that is typed again while the renewal fails, then what it was exchanged for is kept', async () => {
  signIn()
  world.state.monotonic = 15 * MINUTE
  world.state.refresh = 'another'
  world.state.meanwhile = signIn
  await expect(ask()).rejects.toThrow('SIGN_IN_COPIED')
  expect((await ask()).status).toBe(200)
})

it('given no server while the token is good, then it is kept', async () => {
  signIn()
  world.state.reachable = false
  await expect(ask()).rejects.toThrow('SERVER_UNREACHABLE')
  world.state.reachable = true
  expect((await ask()).status).toBe(200)
})

it('given a person who leaves, then the server is told, and the token is kept no more', async () => {
  signIn()
  await world.tokens.end(ADMIN)
  expect(world.asked).toEqual([['/v1/identity/sign-out', 't1']])
  await expect(ask()).rejects.toThrow('PASSWORD_NEEDED')
})
