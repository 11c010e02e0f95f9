import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorText } from '../../../src-shared/domains/registry.ts'
import { PokeHub } from '../../platform/events/poke-hub.ts'
import { createHttp } from '../../platform/http/app.ts'
import { answerPeers } from '../peers/answer.ts'
import { guard } from '../peers/guard.ts'
import { openTickets, TICKET_HEADER, type Tickets } from '../peers/tickets.ts'
import { pokeStream } from '../split/pokes.ts'
import { startGateway } from './start-gateway.ts'

let gateway: { url: string; stop(): Promise<void> }
let tickets: Tickets
const running: FastifyInstance[] = []

beforeEach(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gateway-'))
  tickets = await openTickets(dataDir)
  const config = {
    dataDir,
    port: 0,
    host: '127.0.0.1',
    tls: undefined,
    requestsPerSecond: 20,
    discover: {},
    dns: undefined,
  }
  gateway = await startGateway(config, () => undefined)
})
afterEach(async () => {
  await gateway.stop()
  await Promise.all(running.splice(0).map((app) => app.close()))
})

/** A process that says which one it is. */
async function instanceOf(services: string[], prepare: (app: FastifyInstance) => void = () => undefined) {
  const app = createHttp({ errorText, log: () => undefined, behindGateway: true })
  running.push(app)
  guard(app, tickets)
  const id = randomUUID()
  for (const name of services)
    app.all(`/v1/${name}/echo`, async (request) => ({
      ...{ id, method: request.method, body: request.body, ip: request.ip, requestId: request.id },
      headers: request.headers,
    }))
  prepare(app)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const instance = { id, services, url, version: '1.0.0', startedAt: Date.now() }
  const tell = (method: 'POST' | 'DELETE') =>
    fetch(`${gateway.url}/internal/gateway/instances`, {
      method,
      headers: { 'content-type': 'application/json', [TICKET_HEADER]: tickets.internal },
      body: JSON.stringify(instance),
    })
  return { id, app, tell, registered: await tell('POST') }
}
const get = (path: string, headers: Record<string, string> = {}) => fetch(gateway.url + path, { headers })
const echo = async (headers: Record<string, string> = {}) => (await get('/v1/ward/echo?a=%20b', headers)).json()

describe('the door to the services', () => {
  it('Given a request, then it is passed on as it is, under a name of its own, with the caller’s address', async () => {
    const { id } = await instanceOf(['ward'])
    const answer = await fetch(`${gateway.url}/v1/ward/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '6.6.6.6', [TICKET_HEADER]: 'forged' },
      body: '{"a":[1]}',
    })
    const told = await answer.json()
    expect(told).toMatchObject({ id, method: 'POST', body: { a: [1] }, ip: '127.0.0.1' })
    expect(told.requestId).toBe(answer.headers.get('x-request-id'))
    expect((await echo({ 'x-request-id': 'mine-12345' })).requestId).toBe('mine-12345')
    const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
    const { traceparent } = (await echo({ traceparent: parent })).headers
    expect(traceparent).toMatch(new RegExp(`^00-${'a'.repeat(32)}-[0-9a-f]{16}-01$`))
    expect(traceparent).not.toBe(parent)
  })

  it('Given what a caller knows already, then the tag and the empty answer pass through', async () => {
    await instanceOf(['ward'], (app) => {
      app.get('/v1/ward/tagged', (request, reply) => {
        const isKnown = request.headers['if-none-match'] === '"a"'
        return reply
          .header('etag', '"a"')
          .status(isKnown ? 304 : 200)
          .send(isKnown ? undefined : { whole: true })
      })
    })
    expect(await (await get('/v1/ward/tagged')).json()).toEqual({ whole: true })
    const known = await get('/v1/ward/tagged', { 'if-none-match': '"a"' })
    expect([known.status, known.headers.get('etag'), await known.text()]).toEqual([304, '"a"', ''])
  })

  it('Given a service that runs nowhere, or that there is not, then the answer says so', async () => {
    const codes = await Promise.all(
      ['/v1/patients/x', '/v1/nothing/x', '/nothing', '/internal/ward/scopes'].map(
        async (path) => (await (await get(path)).json()).code,
      ),
    )
    expect(codes).toEqual(['SERVICE_UNAVAILABLE', 'ROUTE_UNKNOWN', 'ROUTE_UNKNOWN', 'ROUTE_UNKNOWN'])
  })

  it('Given somebody outside, then nothing internal answers, however the address is written', async () => {
    await instanceOf(['ward'], (app) => answerPeers(app, 'ward', { scopes: async () => ({ scopes: ['secret'] }) }))
    const paths = [
      '/internal/ward/scopes',
      '/v1/ward/../../internal/ward/scopes',
      '/v1/ward/%2e%2e/%2e%2e/internal/ward/scopes',
    ]
    for (const path of paths) {
      const answer = await fetch(gateway.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      expect([path, answer.ok, (await answer.text()).includes('secret')]).toEqual([path, false, false])
    }
  })

  it('Given a process without the installation’s key, then it is not taken on', async () => {
    const answer = await fetch(`${gateway.url}/internal/gateway/instances`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(404)
  })

  it('Given two instances, when one has gone without a word, then the other answers every request', async () => {
    const [a, b] = [await instanceOf(['ward']), await instanceOf(['ward'])]
    const whoAnswers = async () => {
      const callers = Array.from({ length: 12 }, (_, caller) =>
        echo({ authorization: `Bearer ${'x'.repeat(20)}${caller}` }),
      )
      return new Set((await Promise.all(callers)).map(({ id }) => id))
    }
    expect(await whoAnswers()).toEqual(new Set([a.id, b.id]))
    await a.app.close()
    expect(await whoAnswers()).toEqual(new Set([b.id]))
  })

  it('Given one that is about to end, then it is sent nothing more', async () => {
    const { tell } = await instanceOf(['ward'])
    await tell('DELETE')
    expect((await get('/v1/ward/echo')).status).toBe(503)
  })

  it('Given a second identity, then it is told that there is one', async () => {
    await instanceOf(['identity'])
    const { registered } = await instanceOf(['identity'])
    expect(await registered.json()).toMatchObject({ status: 409, code: 'INSTANCE_SINGLE' })
  })

  it('Given a body that is too large, then it is refused and the gateway goes on', async () => {
    const { id } = await instanceOf(['ward'])
    const answer = await fetch(`${gateway.url}/v1/ward/echo`, { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024) })
    expect(await answer.json()).toMatchObject({ code: 'BODY_TOO_LARGE' })
    expect((await echo()).id).toBe(id)
  })

  it('Given a workstation that asks without end, then it is refused, and others are answered', async () => {
    await instanceOf(['ward'])
    const greedy = { authorization: `Bearer ${'g'.repeat(30)}` }
    const answers = await Promise.all(Array.from({ length: 150 }, () => get('/v1/ward/echo', greedy)))
    expect(answers.some(({ status }) => status === 429)).toBe(true)
    expect((await get('/v1/ward/echo', { authorization: `Bearer ${'o'.repeat(30)}` })).status).toBe(200)
  })

  it('Given what one instance commits, then the event stream of a workstation is told', async () => {
    const hub = new PokeHub()
    const device = { deviceId: randomUUID(), facilityId: 'f', publicKey: 'k', scopes: ['ward:w'], revokedAt: null }
    await instanceOf(['identity'], (app) =>
      answerPeers(app, 'identity', {
        authority: async ({ method }) => ({ answer: method === 'device' ? device : null }),
      }),
    )
    const { tell } = await instanceOf(['ward'], (app) => pokeStream(app, hub))
    const stream = await get('/v1/events', { authorization: `Bearer ${'d'.repeat(30)}` })
    const poke = { service: 'ward', scope: 'ward:w', ver: 7 }
    const renewing = setInterval(() => {
      void tell('POST').catch(() => undefined)
      hub.publish([poke, { ...poke, scope: 'ward:other' }])
    }, 200)
    let text = ''
    for await (const part of stream.body as ReadableStream<Uint8Array>) {
      text += new TextDecoder().decode(part)
      if (text.includes('event: poke')) break
    }
    clearInterval(renewing)
    expect(text).toContain(JSON.stringify(poke))
    expect(text).not.toContain('ward:other')
  })

  it('Given who looks at the status, then every service is named, with what runs of it and no address', async () => {
    await instanceOf(['ward'])
    const page = await (await get('/status')).text()
    expect(page).toMatch(/<td>ward<\/td><td>ready<\/td>/)
    expect(page).toMatch(/<td>patients<\/td><td>not running<\/td>/)
    expect(page).not.toMatch(/127\.0\.0\.1/)
    expect((await get('/ready')).status).toBe(503)
    expect(await (await get('/health')).json()).toMatchObject({ services: ['ward'] })
  })
})
