import { randomUUID } from 'node:crypto'
import { mkdtemp, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../../src-shared/domains/registry.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { SYSTEM_ACTOR } from '../../demo/seed.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import type { ConsumerSource } from '../../platform/events/consume.ts'
import { createHttp } from '../../platform/http/app.ts'
import { type ChainedService, chainedService } from '../../services/audit/index.ts'
import type { RunningServer } from '../all-in-one.ts'
import { auditFacts, type FactService, factsOf } from '../audit-facts.ts'
import type { Mounted } from '../mount.ts'
import { startTestServer } from '../testing.ts'
import { answerPeers } from './answer.ts'
import { askOverHttp } from './ask.ts'
import { guard } from './guard.ts'
import { identityAnswers, serviceAnswers } from './local.ts'
import { remoteAuthority, remoteChain, remoteSource } from './remote.ts'
import { openTickets, TICKET_HEADER, type Tickets } from './tickets.ts'
import type { Ask } from './verbs.ts'

interface Arrangement {
  authority: Authority
  source: ConsumerSource
  chain: ChainedService
  facts: ReturnType<typeof auditFacts>
}
let server: RunningServer
let app: FastifyInstance
let url: string
let tickets: Tickets
let ask: Ask
let userId: string
let token: string
const arrangements: Partial<Record<'in one process' | 'over HTTP', Arrangement>> = {}

beforeAll(async () => {
  server = await startTestServer('peers')
  const identity = server.services.get('identity') as Mounted
  const added = { username: 'nimali', displayName: 'Nimali Perera', roles: ['nurse'] }
  userId = (await execute(identity, 'identity.addUser', added)).userId ?? ''
  await server.identity.signIn.setPassword(userId, 'a long secret')
  token = (await server.identity.signIn.signIn({ username: 'nimali', password: 'a long secret' })).token
  tickets = await openTickets(await mkdtemp(join(tmpdir(), 'peers-')))
  app = createHttp({ errorText, log: () => undefined, behindGateway: true })
  guard(app, tickets)
  answerPeers(app, 'identity', identityAnswers(server.identity.authority, server.facility))
  const chain = chainedService('identity', identity.pool, server.facility.id)
  answerPeers(
    app,
    'identity',
    serviceAnswers(identity.runtime, chain, async () => ({})),
  )
  const factOf = (name: FactService, ids: { people: string[]; patients: string[] }) =>
    factsOf[name]((server.services.get(name) as Mounted).pool, server.facility.id, ids)
  for (const name of ['identity', 'patients', 'ward'] as const)
    answerPeers(app, name, { facts: (ids) => factOf(name, ids) })
  app.get('/v1/thing', async (request) => ({ ip: request.ip, id: request.id }))
  url = await app.listen({ port: 0, host: '127.0.0.1' })
  ask = askOverHttp({ urlOf: () => url, ticket: tickets.internal })
  const mutable = (ids: { people: readonly string[]; patients: readonly string[] }) => ({
    ...{ people: [...ids.people], patients: [...ids.patients] },
  })
  arrangements['in one process'] = {
    ...{ authority: server.identity.authority, source: identity.runtime, chain },
    facts: auditFacts((name, ids) => factOf(name, mutable(ids))),
  }
  arrangements['over HTTP'] = {
    authority: remoteAuthority(ask, () => Date.now()),
    source: remoteSource(ask, 'identity'),
    chain: remoteChain(ask, 'identity'),
    facts: auditFacts((name, ids) => ask(name, 'facts', mutable(ids))),
  }
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

async function execute(
  service: Mounted,
  name: string,
  input: Record<string, unknown>,
): Promise<Record<string, string>> {
  const entry = { commandId: randomUUID(), name, version: 1, input, actor: SYSTEM_ACTOR, occurredAt: Date.now() }
  return ((await service.runtime.execute([entry]))[0]?.result ?? {}) as Record<string, string>
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error) => (error instanceof ProblemError ? error.problem.code : String(error)),
  )

describe.each(['in one process', 'over HTTP'] as const)('what services know of each other, %s', (how) => {
  const here = () => arrangements[how] as Arrangement

  it('Given a person’s token, then identity says who it is, and nothing of one that it did not give', async () => {
    const { authority } = here()
    expect(await authority.user(token, null)).toMatchObject({ userId, roles: ['nurse'] })
    expect(await authority.user(token, randomUUID())).toBeNull()
    expect(await authority.user('A'.repeat(43), null)).toBeNull()
    expect(await authority.device('A'.repeat(43))).toBeNull()
    expect(await authority.actor(userId, Date.now())).toMatchObject({ userId, roles: ['nurse'] })
    expect(await authority.actor(randomUUID(), Date.now())).toBeNull()
  })

  it('Given a workstation that nobody enrolled, then the refusal keeps its code', async () => {
    expect(await codeOf(here().authority.revokedAt(randomUUID()))).toBe('WORKSTATION_UNKNOWN')
  })

  it('Given a feed, then it is read from any place, and its rows as they stand', async () => {
    const { source } = here()
    const entries = await source.feed(0, 100)
    expect(entries.map(({ kind, id }) => [kind, id])).toContainEqual(['identity.user', userId])
    expect(await source.feed(entries.at(-1)?.ver ?? 0, 100)).toEqual([])
    expect(await source.scopes()).toContain('staff')
    const page = await source.snapshot('staff', null, 100)
    expect(page.rows.map(({ id }) => id)).toContain(userId)
  })

  it('Given a chain, then its head and its links are read', async () => {
    const { chain } = here()
    const [head] = await chain.heads()
    const links = await chain.page(head?.device ?? '', 0, head?.seq ?? 0)
    expect(links.at(-1)).toMatchObject({ seq: head?.seq, hash: head?.hash })
    expect(await chain.page(head?.device ?? '', head?.seq ?? 0, head?.seq ?? 0)).toEqual([])
  })

  it('Given the ids of an audit, then the services name what they know', async () => {
    const facts = await here().facts({ people: [userId, randomUUID()], patients: [randomUUID()] })
    expect([...facts.people]).toEqual([[userId, expect.objectContaining({ name: 'Nimali Perera' })]])
    expect([facts.patients.size, facts.wards.size]).toEqual([0, 0])
  })
})

describe('who may ask', () => {
  const post = (path: string, ticket: string | null, body: unknown = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(ticket === null ? {} : { [TICKET_HEADER]: ticket }) },
      body: JSON.stringify(body),
    }).then((answer) => answer.status)

  it('Given no ticket, a forged one, or that of a request from outside, then no process answers', async () => {
    for (const ticket of [null, 'A'.repeat(43), '', tickets.via]) {
      expect(await post('/internal/identity/facility', ticket)).toBe(403)
      expect(await post('/%69nternal/identity/facility', ticket)).toBe(403)
    }
    expect(await post('/internal/identity/facility', tickets.internal)).toBe(200)
  })

  it('Given what is no question, then it is refused at the border', async () => {
    expect(await post('/internal/identity/authority', tickets.internal, { method: 'constructor', args: [] })).toBe(400)
    expect(await post('/internal/identity/authority', tickets.internal, { method: 'user', args: [{}] })).toBe(400)
    expect(await post('/internal/identity/feed', tickets.internal, { after: -1, limit: 1 })).toBe(400)
  })

  it('Given a request through the gateway, then its caller’s address and its name are believed; without, it is refused', async () => {
    const headers = { 'x-forwarded-for': '10.1.2.3', 'x-request-id': 'request-77' }
    const answer = await fetch(`${url}/v1/thing`, { headers: { ...headers, [TICKET_HEADER]: tickets.via } })
    expect(await answer.json()).toEqual({ ip: '10.1.2.3', id: 'request-77' })
    expect((await fetch(`${url}/v1/thing`, { headers })).status).toBe(403)
  })

  it('Given nobody at the address, then the service is unavailable', async () => {
    const nowhere = askOverHttp({ urlOf: () => 'http://127.0.0.1:9', ticket: '' })
    expect(await codeOf(nowhere('ward', 'scopes', {}))).toBe('SERVICE_UNAVAILABLE')
    expect(await codeOf(askOverHttp({ urlOf: () => null, ticket: '' })('ward', 'scopes', {}))).toBe(
      'SERVICE_UNAVAILABLE',
    )
  })

  it('Given a new installation, when two processes make its secret at once, then they have the same, for its account only', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'tickets-'))
    const [a, b] = await Promise.all([openTickets(dir), openTickets(dir)])
    expect(a).toEqual(b)
    expect((await stat(join(dir, 'service.key'))).mode & 0o777).toBe(0o600)
  })
})
