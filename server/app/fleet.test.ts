import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandRecord, hashedText } from '../../src-shared/sync/envelope.ts'
import { PERSON_HEADER } from '../../src-shared/sync/protocol.ts'
import { SYSTEM_ACTOR } from '../demo/seed.ts'
import { StationLedger } from '../platform/fleet/ledger.ts'
import { sessionText } from '../services/identity/devices.ts'
import type { RunningServer } from './all-in-one.ts'
import type { Mounted } from './mount.ts'
import { startTestServer } from './testing.ts'

const log: string[] = []
let server: RunningServer
const people: Record<string, { userId: string; token: string }> = {}

beforeAll(async () => {
  server = await startTestServer('fleet', (line) => log.push(JSON.stringify(line)))
  await person('admin', 'administrator')
  await person('nimali', 'nurse')
})
afterAll(() => server.stop())

async function person(username: string, role: string): Promise<void> {
  const made = await server.services.get('identity')?.runtime.execute([
    {
      ...{ commandId: randomUUID(), name: 'identity.addUser', version: 1, actor: SYSTEM_ACTOR, occurredAt: Date.now() },
      input: { username, displayName: username, roles: [role] },
    },
  ])
  const userId = made?.[0]?.result.userId ?? ''
  await server.identity.signIn.setPassword(userId, `secret of ${username}`)
  const { body } = await call('POST', '/v1/identity/sign-in', { username, password: `secret of ${username}` })
  people[username] = { userId, token: body.token }
}
const tokenOf = (username: string) => people[username]?.token

async function call(method: string, path: string, body?: unknown, token?: string, person?: string) {
  const answer = await fetch(server.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(person ? { [PERSON_HEADER]: person } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

async function workstation(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { code } = await server.identity.devices.createCode(SYSTEM_ACTOR.userId, ['staff', 'reference'])
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  const { deviceId } = (await call('POST', '/v1/identity/enrol', { code, name, publicKey: raw })).body
  const { nonce } = (await call('POST', '/v1/identity/device/challenge', { deviceId })).body
  const signature = sign(null, Buffer.from(sessionText(deviceId, nonce)), privateKey).toString('base64')
  const { token } = (await call('POST', '/v1/identity/device/session', { deviceId, nonce, signature })).body
  const clientId = randomUUID()
  const usual = { clientId, cursor: '0', epoch: '', protocol: '1' }
  return {
    deviceId: deviceId as string,
    token: token as string,
    pull: (service: string, more: Record<string, string> = {}) =>
      call('GET', `/v1/${service}/sync/pull?${new URLSearchParams({ ...usual, ...more })}`, undefined, token),
    push: (service: string, commands: unknown[]) =>
      call('POST', `/v1/${service}/sync/push`, { clientId, epoch: null, commands }, token),
    /** As the workstation itself signs it, by the administrator, under the first number of its queue. */
    signed(name: string, input: Record<string, unknown>) {
      const record: CommandRecord = {
        ...{ protocol: 2, commandId: randomUUID(), service: name.split('.')[0] ?? '', name, version: 1, input },
        ...{ actor: { userId: people.admin?.userId ?? '', roles: ['administrator'] }, facilityId: server.facility.id },
        ...{
          deviceId,
          occurredAt: Date.now(),
          monotonic: 1,
          bootId: randomUUID(),
          clockOffset: 0,
          utcOffsetMinutes: 330,
        },
        ...{ baseVersions: {}, batchId: null, allotted: { ids: {}, numbers: {} } },
      }
      const hash = createHash('sha256').update(hashedText(record)).digest('hex')
      return { record, hash, signature: sign(null, Buffer.from(hash), privateKey).toString('base64'), number: 1 }
    },
  }
}
type Workstation = Awaited<ReturnType<typeof workstation>>

const report = (more: Record<string, string> = {}) => ({
  ...{ version: '1.0.0', now: String(Date.now()), queue: '0', oldest: '0', refused: '0', rebuilding: '0', rebuilt: '' },
  ...more,
})
async function stateOf({ deviceId }: Workstation, service = 'ward') {
  const { body } = await call('GET', `/v1/${service}/stations`, undefined, tokenOf('admin'))
  return body.stations.find((each: { deviceId: string }) => each.deviceId === deviceId)
}

describe('what the server knows of a workstation', () => {
  it('Given a pull with a report, then queue, oldest, version, cursor and clock stand there, for that service alone', async () => {
    const station = await workstation('Ward 7')
    const skewed = String(Date.now() + 3_600_000)
    await station.pull('ward', { ...report({ queue: '17', oldest: '1700000000000', now: skewed }), cursor: '3' })
    expect(await stateOf(station)).toMatchObject({
      ...{ version: '1.0.0', queue: 17, oldestUnsentAt: 1_700_000_000_000, refused: 0, cursor: 3, stuck: 0 },
      ...{ rebuilding: false, rebuilt: null },
    })
    const { clockSkewMs } = await stateOf(station)
    expect(Math.round(clockSkewMs / 60_000)).toBe(60)
    expect(await stateOf(station, 'patients')).toBeUndefined()
  })

  it('Given a workstation that tells nothing or nonsense, then its pull is answered and the contact counts', async () => {
    const station = await workstation('Old one')
    expect((await station.pull('ward')).status).toBe(200)
    expect((await station.pull('ward', report({ queue: '-1', rebuilt: 'x' }))).status).toBe(200)
    expect(await stateOf(station)).toMatchObject({ queue: null, version: null, lastContactAt: expect.any(Number) })
  })

  it.each([
    ['a queue that no table holds', { queue: '5000000000' }],
    ['a zero byte in its version', { version: '1\u0000' }],
  ])('Given a workstation that tells %s, then the list of all the others still comes', async (_what, told) => {
    const [broken, sound] = [await workstation('Broken'), await workstation('Sound')]
    expect((await broken.pull('ward', report(told))).status).toBe(200)
    await sound.pull('ward', report({ queue: '3' }))
    expect(await stateOf(sound)).toMatchObject({ queue: 3 })
    expect(await stateOf(broken)).toMatchObject({ queue: null })
  })

  it('Given a server that starts anew, when a workstation only pushes, then what it told before stays', async () => {
    const station = await workstation('Trolley')
    await station.pull('ward', report({ queue: '2', oldest: '1700000000000' }))
    await stateOf(station)
    const { pool } = server.services.get('ward') as Mounted
    const later = Date.now() + 60_000
    const fresh = new StationLedger({
      ...{ pool, facilityId: server.facility.id, now: () => later },
      onMismatch: () => undefined,
    })
    fresh.met(station.deviceId)
    expect((await fresh.list()).find(({ deviceId }) => deviceId === station.deviceId)).toMatchObject({
      ...{ queue: 2, oldestUnsentAt: 1_700_000_000_000, version: '1.0.0', lastContactAt: later },
    })
  })

  it('Given a workstation whose rows differed, when it tells, then it stands in the log, once, and in the list', async () => {
    const station = await workstation('Doubtful')
    const warned = () => log.filter((line) => line.includes('scopesRefetched'))
    await station.pull('ward', report({ mismatches: '1' }))
    await station.pull('ward', report({ mismatches: '3' }))
    await station.pull('ward', report({ mismatches: '3' }))
    expect(warned()).toEqual([
      JSON.stringify({ level: 'warn', service: 'ward', workstation: station.deviceId, scopesRefetched: 2 }),
    ])
    expect(await stateOf(station)).toMatchObject({ mismatches: 3 })
  })

  it('Given an entry that was kept aside, then it is listed with its error, and nothing of what stands in it', async () => {
    const station = await workstation('Forger')
    const record = { name: 'ward.admit', input: { secret: 'Kamala Perera' }, commandId: randomUUID() }
    await station.push('ward', [{ number: 1, record }])
    expect(await stateOf(station)).toMatchObject({ stuck: 1 })
    const path = `/v1/ward/stations/${station.deviceId}/stuck`
    const { body } = await call('GET', path, undefined, tokenOf('admin'))
    expect(body.entries).toMatchObject([
      { status: 'quarantined', name: 'ward.admit', problem: { code: 'INPUT_INVALID' }, receivedAt: expect.any(Number) },
    ])
    expect(JSON.stringify(body)).not.toContain('Kamala')
  })

  it('Given a refused entry, when a person closes it in the inbox, then it is stuck no more', async () => {
    const station = await workstation('Refused')
    const entry = station.signed('ward.transfer', { admissionId: randomUUID(), toBedId: randomUUID() })
    await station.push('ward', [entry])
    expect(await stateOf(station)).toMatchObject({ stuck: 1 })
    const { pool } = server.services.get('ward') as Mounted
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM inbox_item WHERE command_id = $1', [
      entry.record.commandId,
    ])
    const input = { itemId: rows[0]?.id, how: 'discarded', note: 'entered twice' }
    const close = { commandId: randomUUID(), name: 'ward.closeInboxItem', version: 1, input, occurredAt: Date.now() }
    expect(await call('POST', '/v1/ward/commands', { commands: [close] }, tokenOf('admin'))).toMatchObject({
      status: 200,
    })
    expect(await stateOf(station)).toMatchObject({ stuck: 0 })
    const stuck = await call('GET', `/v1/ward/stations/${station.deviceId}/stuck`, undefined, tokenOf('admin'))
    expect(stuck.body.entries).toEqual([])
  })
})

describe('who may look', () => {
  it.each([
    ['nobody', undefined, '', 401, 'SESSION_MISSING'],
    ['a nurse who is signed in', 'nimali', '', 403, 'NOT_ALLOWED'],
  ])('Given %s, then the list is refused', async (_who, username, query, status, code) => {
    const token = username && tokenOf(username)
    expect(await call('GET', `/v1/ward/stations${query}`, undefined, token)).toMatchObject({ status, body: { code } })
  })

  it('Given who gave the password at a workstation, then an administrator may look from there, a nurse and a stranger may not', async () => {
    const { token } = await workstation('Office')
    const signedIn = async (username: string, at = token) =>
      (await call('POST', '/v1/identity/sign-in', { username, password: `secret of ${username}` }, at)).body.token
    const as = (person: string, at?: string) => call('GET', '/v1/identity/workstations', undefined, at ?? token, person)
    expect((await as(await signedIn('admin'))).body.workstations.length).toBeGreaterThan(0)
    expect(await as(await signedIn('nimali'))).toMatchObject({ body: { code: 'NOT_ALLOWED' } })
    expect(await as('x')).toMatchObject({ status: 401, body: { code: 'SESSION_MISSING' } })
    const other = (await workstation('Elsewhere')).token
    expect(await as(await signedIn('admin'), other)).toMatchObject({ body: { code: 'SESSION_MISSING' } })
    expect(await as(await signedIn('admin'), tokenOf('admin'))).toMatchObject({ body: { code: 'WORKSTATION_UNKNOWN' } })
    expect(await call('GET', '/v1/identity/workstations', undefined, await signedIn('admin'))).toMatchObject({
      body: { code: 'SESSION_MISSING' },
    })
  })

  it('Given a workstation that names an administrator in the address, then that is nobody', async () => {
    const { token } = await workstation('Old office')
    const path = `/v1/identity/workstations?actor=${people.admin?.userId}`
    expect(await call('GET', path, undefined, token)).toMatchObject({ status: 401, body: { code: 'SESSION_MISSING' } })
  })

  it('Given a refresh token that comes twice, then administrators find it in the inbox, and the audit has it', async () => {
    const { token } = await workstation('Copied')
    const secret = { username: 'admin', password: 'secret of admin' }
    const { refresh } = (await call('POST', '/v1/identity/sign-in', secret, token)).body
    expect((await call('POST', '/v1/identity/refresh', { refresh }, token)).status).toBe(200)
    expect(await call('POST', '/v1/identity/refresh', { refresh }, token)).toMatchObject({
      ...{ status: 401, body: { code: 'SIGN_IN_COPIED' } },
    })
    const { rows } = await (server.services.get('identity') as Mounted).pool.query(
      `SELECT count(*)::int AS items FROM inbox_item
       WHERE problems::text LIKE '%SIGN_IN_REUSED%' AND owner_role = 'administrator'`,
    )
    expect(rows[0].items).toBe(1)
  })
})

describe('a rebuild that an administrator asks for', () => {
  it('Given it is asked, then the workstation is told with each pull until it says that it did it', async () => {
    const station = await workstation('Confused')
    expect((await station.pull('identity', report())).body.asks).toBeUndefined()
    const path = `/v1/identity/workstations/${station.deviceId}/rebuild`
    expect(await call('POST', path, {}, tokenOf('nimali'))).toMatchObject({ status: 403 })
    expect(await call('POST', path, {}, tokenOf('admin'))).toMatchObject({ status: 200 })
    const asks = (await station.pull('identity', report())).body.asks
    expect(asks).toEqual([{ id: expect.any(String), kind: 'rebuild' }])
    expect((await station.pull('ward', report())).body.asks).toBeUndefined()
    expect((await station.pull('identity', report({ rebuilding: '1' }))).body.asks).toEqual(asks)
    expect((await station.pull('identity', report({ rebuilt: asks[0].id }))).body.asks).toBeUndefined()
    const { workstations } = (await call('GET', '/v1/identity/workstations', undefined, tokenOf('admin'))).body
    const line = workstations.find((each: { deviceId: string }) => each.deviceId === station.deviceId)
    expect(line.rebuild).toEqual({
      ...{ request: asks[0].id, askedBy: people.admin?.userId, askedAt: expect.any(Number) },
    })
    expect(await stateOf(station, 'identity')).toMatchObject({ rebuilt: asks[0].id })
  })
})

describe('what a lost workstation holds', () => {
  it('Given it is still in use or unknown, then nobody can give it up; once it is out of use an administrator can', async () => {
    const station = await workstation('Lost')
    const reclaim = (deviceId: string, username: string, why = 'Stolen from the ward') =>
      call('POST', `/v1/ward/stations/${deviceId}/reclaim`, { reason: why }, tokenOf(username))
    expect(await reclaim(station.deviceId, 'admin')).toMatchObject({ body: { code: 'WORKSTATION_IN_USE' } })
    expect(await reclaim(randomUUID(), 'admin')).toMatchObject({ body: { code: 'WORKSTATION_UNKNOWN' } })
    const path = `/v1/identity/workstations/${station.deviceId}/revoke`
    expect(await call('POST', path, { reason: 'Stolen' }, tokenOf('admin'))).toMatchObject({ status: 200 })
    expect(await reclaim(station.deviceId, 'nimali')).toMatchObject({ status: 403 })
    expect(await reclaim(station.deviceId, 'admin', '')).toMatchObject({ body: { code: 'INPUT_INVALID' } })
    expect(await reclaim(station.deviceId, 'admin')).toMatchObject({ status: 200, body: {} })
  })
})
