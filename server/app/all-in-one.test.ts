import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM_ACTOR } from '../demo/seed.ts'
import { sessionText } from '../services/identity/devices.ts'
import type { RunningServer } from './all-in-one.ts'
import { startTestServer } from './testing.ts'

const WARD = randomUUID()
const CLIENT = randomUUID()
const log: string[] = []
let server: RunningServer
let device: string
let nurse: string
let admin: string

beforeAll(async () => {
  server = await startTestServer('refusals', (line) => log.push(JSON.stringify(line)))
  nurse = await signedIn('nimali', 'Nimali Perera', 'nurse')
  admin = await signedIn('chandana', 'Chandana Silva', 'administrator')
  device = await enrolledDevice(['staff', 'reference', `ward:${WARD}`])
})
afterAll(() => server.stop())

async function signedIn(username: string, displayName: string, role: string): Promise<string> {
  const made = await server.services.get('identity')?.runtime.execute([
    {
      commandId: randomUUID(),
      name: 'identity.addUser',
      version: 1,
      input: { username, displayName, roles: [role] },
      actor: SYSTEM_ACTOR,
      occurredAt: Date.now(),
    },
  ])
  const password = `secret of ${username}`
  await server.identity.signIn.setPassword(made?.[0]?.result.userId ?? '', password)
  return (await call('POST', '/v1/identity/sign-in', { username, password })).body.token
}

async function call(method: string, path: string, body?: unknown, token?: string) {
  const answer = await fetch(server.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.json() }
}

async function enrolledDevice(scopes: string[]): Promise<string> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { code } = await server.identity.devices.createCode(SYSTEM_ACTOR.userId, scopes)
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  const { deviceId } = (await call('POST', '/v1/identity/enrol', { code, name: 'Trolley', publicKey: raw })).body
  const { nonce } = (await call('POST', '/v1/identity/device/challenge', { deviceId })).body
  const signature = sign(null, Buffer.from(sessionText(deviceId, nonce)), privateKey).toString('base64')
  return (await call('POST', '/v1/identity/device/session', { deviceId, nonce, signature })).body.token
}

const pull = (extra = '') => `/v1/ward/sync/pull?clientId=${CLIENT}&cursor=0&epoch=&protocol=1${extra}`

describe('every refusal is problem+json with a code, a cause and a remedy', () => {
  it.each([
    ['an address that is nothing', 'GET', '/v1/nothing', undefined, 404, 'ROUTE_UNKNOWN'],
    ['a body that is no JSON', 'POST', '/v1/identity/sign-in', '{"username":', 400, 'INPUT_INVALID'],
    [
      'a body with a field too much',
      'POST',
      '/v1/identity/sign-in',
      { username: 'a', password: 'b', admin: true },
      400,
      'INPUT_INVALID',
    ],
    [
      'a prototype in the body',
      'POST',
      '/v1/identity/sign-in',
      '{"__proto__":{"admin":true},"username":"a","password":"b"}',
      400,
      'INPUT_INVALID',
    ],
    ['a wrong password', 'POST', '/v1/identity/sign-in', { username: 'nimali', password: 'x' }, 401, 'SIGN_IN_WRONG'],
    [
      'a wrong enrolment code',
      'POST',
      '/v1/identity/enrol',
      { code: 'AAAA', name: 'x', publicKey: `${'A'.repeat(43)}=` },
      403,
      'ENROLMENT_CODE_WRONG',
    ],
    [
      'a zero byte, which no text of the database can hold',
      'POST',
      '/v1/identity/sign-in',
      { username: 'a\u0000b', password: 'x' },
      400,
      'INPUT_INVALID',
    ],
    ['a pull without a session', 'GET', pull(), undefined, 401, 'WORKSTATION_UNKNOWN'],
    ['commands without a person', 'POST', '/v1/ward/commands', { commands: [] }, 401, 'SESSION_MISSING'],
    ['an event stream without a session', 'GET', '/v1/events', undefined, 401, 'WORKSTATION_UNKNOWN'],
  ])('Given %s', async (_what, method, path, body, status, code) => {
    const answer = await call(method, path, body)
    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json'),
      body: { status, code },
    })
    expect(answer.body.title.length).toBeGreaterThan(10)
    expect(answer.body.detail.length).toBeGreaterThan(10)
    expect(JSON.stringify(answer.body)).not.toMatch(/at .*\.(ts|js):\d/)
  })

  it('Given a body of 5 MB, then it is too large and the server goes on', async () => {
    expect(await call('POST', '/v1/identity/sign-in', { username: 'x'.repeat(5_000_000), password: '' })).toMatchObject(
      { status: 413, body: { code: 'BODY_TOO_LARGE' } },
    )
    expect(await call('GET', '/health')).toMatchObject({ status: 200 })
  })

  it.each(['/v1/ward/sync/push', '/v1/ward/commands'])(
    'Given a stranger’s large body for %s, then it is not even read',
    async (path) => {
      expect(await call('POST', path, { commands: 'x'.repeat(5_000_000) })).toMatchObject({ status: 401 })
    },
  )

  it.each(['cursor=-1', 'cursor=x', 'limit=0', 'limit=1e9', 'protocol=-1'])(
    'Given a pull with %s, then the field is named',
    async (extra) => {
      const path = `/v1/ward/sync/pull?${new URLSearchParams({ clientId: CLIENT, cursor: '0', protocol: '1', ...Object.fromEntries([extra.split('=') as [string, string]]) })}`
      expect(await call('GET', path, undefined, device)).toMatchObject({
        status: 400,
        body: { code: 'INPUT_INVALID', params: { detail: expect.stringContaining(extra.split('=')[0] as string) } },
      })
    },
  )
})

describe('what a workstation may have', () => {
  it('Given a scope that was not granted, then its snapshot is refused', async () => {
    expect(await call('GET', `/v1/ward/sync/snapshot?scope=ward:${randomUUID()}`, undefined, device)).toMatchObject({
      status: 403,
      body: { code: 'NOT_ALLOWED' },
    })
    expect(await call('GET', '/v1/patients/sync/snapshot?scope=patient', undefined, device)).toMatchObject({
      status: 403,
    })
    expect(await call('GET', '/v1/patients/sync/snapshot?scope=history', undefined, device)).toMatchObject({
      status: 403,
    })
  })
  it('Given a pull, then it names only the scopes of that service that were granted, and the inbox of nobody’s entries', async () => {
    expect((await call('GET', pull(), undefined, device)).body.granted.sort()).toEqual(
      ['inbox', 'reference', `ward:${WARD}`].sort(),
    )
    expect((await call('GET', pull().replace('/ward/', '/identity/'), undefined, device)).body.granted).toEqual([
      'staff',
      'inbox',
    ])
  })
  it('Given a person who is no administrator, then there is no enrolment code for them', async () => {
    expect(await call('POST', '/v1/identity/enrolment-codes', { scopes: ['patient'] }, nurse)).toMatchObject({
      status: 403,
      body: { code: 'NOT_ALLOWED' },
    })
  })
  it('Given a nurse who adds a ward by REST, then her role is asked and nothing is written', async () => {
    const command = {
      commandId: randomUUID(),
      name: 'ward.defineWard',
      version: 1,
      input: { code: 'X', name: 'X', rooms: [{ name: 'R', beds: ['1'] }] },
      occurredAt: Date.now(),
    }
    expect(await call('POST', '/v1/ward/commands', { commands: [command] }, nurse)).toMatchObject({
      status: 403,
      body: { code: 'NOT_ALLOWED' },
    })
    expect(await call('GET', '/v1/ward/wards', undefined, nurse)).toMatchObject({ status: 200, body: [] })
  })
})

describe('what an administrator changes', () => {
  const workstations = '/v1/identity/workstations'
  const newest = async () => (await call('GET', workstations, undefined, admin)).body.workstations[0]

  it('Given a workstation, when scopes are granted and withdrawn, then its next pull says so, without a new session', async () => {
    const token = await enrolledDevice(['staff'])
    expect((await call('GET', pull(), undefined, token)).body.granted).toEqual(['inbox'])
    const { deviceId } = await newest()
    await call('POST', `${workstations}/${deviceId}/scopes`, { scopes: ['staff', 'reference'] }, admin)
    expect((await call('GET', pull(), undefined, token)).body).toMatchObject({
      granted: ['reference', 'inbox'],
      revoked: false,
    })
    await call('POST', `${workstations}/${deviceId}/scopes`, { scopes: ['staff'] }, admin)
    expect((await call('GET', pull(), undefined, token)).body.granted).toEqual(['inbox'])
  })

  it('Given a revoked workstation, then it is told, is lent no numbers and cannot come back', async () => {
    const token = await enrolledDevice(['staff', 'reference'])
    const { deviceId } = await newest()
    await call('POST', `${workstations}/${deviceId}/revoke`, { reason: 'stolen' }, admin)
    expect((await call('GET', pull(), undefined, token)).body).toMatchObject({ granted: [], revoked: true })
    const lease = { clientId: randomUUID(), sequence: 'bht' }
    expect(await call('POST', '/v1/ward/sync/leases', lease, token)).toMatchObject({
      body: { code: 'WORKSTATION_REVOKED' },
    })
    expect(await call('POST', `${workstations}/${deviceId}/scopes`, { scopes: ['staff'] }, admin)).toMatchObject({
      body: { code: 'WORKSTATION_REVOKED_ALREADY' },
    })
    expect(await newest()).toMatchObject({ deviceId, scopes: [], revokedAt: expect.any(Number) })
  })

  it('Given a nurse or an unknown workstation, then nothing is granted', async () => {
    const { deviceId } = await newest()
    expect(await call('POST', `${workstations}/${deviceId}/scopes`, { scopes: [] }, nurse)).toMatchObject({
      status: 403,
    })
    expect(await call('POST', `${workstations}/${randomUUID()}/scopes`, { scopes: [] }, admin)).toMatchObject({
      body: { code: 'WORKSTATION_UNKNOWN' },
    })
  })

  it('Given an administrator, when the feeds are compacted, then nothing goes that somebody may lack; a nurse is refused', async () => {
    expect((await call('POST', '/v1/feeds/compact', {}, admin)).body).toMatchObject({
      identity: { removed: 0 },
      ward: { removed: 0 },
    })
    expect(await call('POST', '/v1/feeds/compact', {}, nurse)).toMatchObject({ status: 403 })
  })

  it('Given changes of grants, then they stand in the audit', async () => {
    const { rows } = await (server.services.get('identity') as { pool: pg.Pool }).pool.query(
      `SELECT entry FROM audit WHERE entry LIKE '%identity.revokeWorkstation%'`,
    )
    expect(rows).toHaveLength(1)
  })
})

describe('what a workstation sends', () => {
  it('Given entries that cannot be read, then the push is answered and the service goes on', async () => {
    const push = (commands: unknown[]) =>
      call('POST', '/v1/ward/sync/push', { clientId: randomUUID(), epoch: null, commands }, device)
    for (const garbage of [
      [null],
      ['x'],
      [{}],
      [{ number: 1 }],
      [{ number: 1, record: { name: 'ward.recordVitals' } }],
    ]) {
      const { status } = await push(garbage)
      expect(status).toBeLessThan(500)
    }
    expect(await push(Array.from({ length: 51 }, () => ({})))).toMatchObject({
      status: 400,
      body: { code: 'INPUT_INVALID' },
    })
  })
})

it('keeps passwords, tokens and names out of its log', () => {
  expect(log.join('\n')).not.toMatch(/secret of nimali|Nimali Perera/)
  expect(log.join('\n')).not.toContain(device)
})

describe('the event stream', () => {
  it('Given something that belongs to nobody in particular, when it comes to the inbox, then every workstation is poked', async () => {
    const stream = await fetch(`${server.url}/v1/events`, { headers: { authorization: `Bearer ${device}` } })
    const reader = (stream.body as ReadableStream<BufferSource>).pipeThrough(new TextDecoderStream()).getReader()
    let heard = (await reader.read()).value ?? ''
    const push = { clientId: randomUUID(), epoch: null, commands: [{ number: 1, nothing: 'readable' }] }
    expect((await call('POST', '/v1/ward/sync/push', push, device)).body.outcomes).toMatchObject([
      { status: 'quarantined' },
    ])
    while (!heard.includes('"scope":"inbox"')) heard += (await reader.read()).value
    expect(heard).toContain('"service":"ward","scope":"inbox"')
    await reader.cancel()
  })
})
