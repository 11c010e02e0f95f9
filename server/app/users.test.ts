import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM_ACTOR } from '../demo/seed.ts'
import type { RunningServer } from './all-in-one.ts'
import { startTestServer } from './testing.ts'

const log: string[] = []
let server: RunningServer
let token = ''
let desk = ''
const HOUR = 3_600_000
const OWN = 'four words that nobody guesses'

beforeAll(async () => {
  server = await startTestServer('users', (line) => log.push(JSON.stringify(line)))
  const userId = await add('chandana', ['administrator'])
  await server.identity.signIn.setPassword(userId, OWN)
  token = (await call('/v1/identity/sign-in', { username: 'chandana', password: OWN })).body.token
  desk = await workstation()
})
afterAll(() => server.stop())

async function add(username: string, roles: string[]): Promise<string> {
  const input = { username, displayName: username, roles }
  return (await execute('identity', 'identity.addUser', input)).userId ?? ''
}
async function execute(
  service: string,
  name: string,
  input: Record<string, unknown>,
  ids: Record<string, string> = {},
) {
  const command = { commandId: randomUUID(), name, version: 1, input, actor: SYSTEM_ACTOR, occurredAt: Date.now() }
  const outcomes = await server.services.get(service)?.runtime.execute([{ ...command, allotted: { ids, numbers: {} } }])
  return { ...outcomes?.[0]?.result }
}
async function call(path: string, body?: unknown, as?: string) {
  const answer = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as ? { authorization: `Bearer ${as}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}
async function workstation(): Promise<string> {
  const { generateKeyPairSync, sign } = await import('node:crypto')
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { devices } = server.identity
  const { code } = await devices.createCode(SYSTEM_ACTOR.userId, ['staff'])
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  const { deviceId } = await devices.enrol({ code, name: 'desk', publicKey: raw })
  const { nonce } = await devices.challenge(deviceId)
  const text = Buffer.from(`carecode-device-session\n${deviceId}\n${nonce}`)
  return (await devices.openSession({ deviceId, nonce, signature: sign(null, text, privateKey).toString('base64') }))
    .token
}
const change = (userId: string, what: string, body: object) => call(`/v1/identity/users/${userId}/${what}`, body, token)
const signIn = (username: string, password: string) => call('/v1/identity/sign-in', { username, password })

describe('a new person', () => {
  it('given her first password, then it is good for nothing but choosing one of her own', async () => {
    const body = { username: 'kumari', displayName: 'Kumari Silva', roles: ['nurse'] }
    const made = (await call('/v1/identity/users', body, token)).body
    expect(made).toMatchObject({ userId: expect.any(String), password: expect.stringMatching(/^.{4}-.{4}-.{4}$/) })
    expect(await signIn('kumari', made.password)).toMatchObject({ status: 403, body: { code: 'PASSWORD_MUST_CHANGE' } })
    const choose = (newPassword: string) =>
      call('/v1/identity/password', { username: 'kumari', password: made.password, newPassword }, desk)
    expect(await choose('short')).toMatchObject({ body: { code: 'PASSWORD_SHORT' } })
    expect(await choose(made.password)).toMatchObject({ body: { code: 'PASSWORD_SAME' } })
    expect(await choose('I am Kumari, nurse of ward 7')).toMatchObject({ body: { code: 'PASSWORD_NAME' } })
    expect((await choose(OWN)).status).toBe(200)
    expect(await signIn('kumari', OWN)).toMatchObject({ status: 200, body: { roles: ['nurse'] } })
    expect(await signIn('kumari', made.password)).toMatchObject({ body: { code: 'SIGN_IN_WRONG' } })
    expect(log.join()).not.toContain(made.password)
  })

  it('given a password that was forgotten, then another one for one sign-in, which ends what went on with the old one', async () => {
    const { userId, token: old } = (await signIn('kumari', OWN)).body
    const { password } = (await change(userId, 'password', {})).body
    expect(await call('/v1/ward/wards', undefined, old)).toMatchObject({ body: { code: 'SESSION_MISSING' } })
    expect(await signIn('kumari', OWN)).toMatchObject({ body: { code: 'SIGN_IN_WRONG' } })
    expect(await signIn('kumari', password)).toMatchObject({ body: { code: 'PASSWORD_MUST_CHANGE' } })
    await server.services
      .get('identity')
      ?.pool.query('UPDATE credential SET one_time_until = 1 WHERE user_id = $1', [userId])
    expect(await signIn('kumari', password)).toMatchObject({ body: { code: 'PASSWORD_EXPIRED' } })
    await server.identity.signIn.setPassword(userId, OWN)
  })
})

describe('roles', () => {
  it('given a role that is ended, then sessions end, and without any role nobody is let in; given anew, she is', async () => {
    const { userId, token: hers } = (await signIn('kumari', OWN)).body
    expect((await change(userId, 'grants/end', { role: 'nurse', forCause: false, reason: 'Moved' })).status).toBe(200)
    expect(await call('/v1/ward/wards', undefined, hers)).toMatchObject({ body: { code: 'SESSION_MISSING' } })
    expect(await signIn('kumari', OWN)).toMatchObject({ status: 403, body: { code: 'NO_ROLE_NOW' } })
    expect((await change(userId, 'grants', { role: 'clinician' })).body).toMatchObject({ grantId: expect.any(String) })
    expect(await signIn('kumari', OWN)).toMatchObject({ body: { roles: ['clinician'] } })
  })

  it('given a moment, then the server says who she was then', async () => {
    const { actor } = server.identity.authority
    const { userId } = (await signIn('kumari', OWN)).body
    expect((await actor(userId, Date.now() - HOUR))?.roles).toEqual(['nurse'])
    expect((await actor(userId, Date.now()))?.roles).toEqual(['clinician'])
    expect(await actor(randomUUID(), Date.now())).toBeNull()
  })

  it('given oneself, a nurse, or nobody signed in, then nothing is changed', async () => {
    const self = (await signIn('chandana', OWN)).body.userId
    for (const [what, body] of [
      ['grants', { role: 'nurse' }],
      ['grants/end', { role: 'administrator', forCause: false, reason: 'Enough' }],
      ['leave', { forCause: false, reason: 'Enough' }],
      ['password', {}],
    ] as const)
      expect(await change(self, what, body)).toMatchObject({ body: { code: 'RIGHTS_OWN' } })
    const { userId, token: hers } = (await signIn('kumari', OWN)).body
    const path = `/v1/identity/users/${userId}/grants`
    expect(await call(path, { role: 'administrator' }, hers)).toMatchObject({ body: { code: 'NOT_ALLOWED' } })
    expect(await call(path, { role: 'administrator' })).toMatchObject({ body: { code: 'SESSION_MISSING' } })
  })

  it('given a nurse of one ward, when she writes on another one, then it is refused there and kept here', async () => {
    const wards = ['one', 'two'].map((name) => ({ name, ward: randomUUID(), bed: randomUUID(), patient: randomUUID() }))
    const admissions: string[] = []
    for (const { name, ward, bed, patient } of wards) {
      await execute(
        'ward',
        'ward.defineWard',
        { code: name, name, rooms: [{ name: 'Bay', beds: ['1'] }] },
        { ward, 'bed:1': bed },
      )
      const stub = {
        phn: '1000001V',
        familyName: name,
        givenName: 'Kamala',
        title: null,
        sex: 'female',
        birthDate: '1980-05-17',
      }
      const entry = { patientId: patient, patient: stub, wardId: ward, bedId: bed }
      admissions.push((await execute('ward', 'ward.admit', entry)).admissionId ?? '')
    }
    const userId = await add('ruwan', ['cashier'])
    await server.identity.signIn.setPassword(userId, OWN)
    await change(userId, 'grants', { role: 'nurse', wardId: wards[0]?.ward })
    const his = (await signIn('ruwan', OWN)).body.token
    const send = (name: string, input: object) => {
      const command = { commandId: randomUUID(), name, version: 1, input, occurredAt: Date.now() }
      return call('/v1/ward/commands', { commands: [command] }, his)
    }
    const observe = (n: number) =>
      send('ward.recordVitals', {
        ...{
          patientId: wards[n]?.patient,
          admissionId: admissions[n],
          takenAt: Date.now(),
          respirationRate: 18,
          spo2: 96,
        },
        ...{ onOxygen: false, systolic: 122, diastolic: 80, pulse: 78, consciousness: 'A', temperature: 37.2 },
      })
    expect((await observe(0)).body.outcomes).toMatchObject([{ status: 'applied' }])
    // a fact stays, and administrators are told
    const [kept] = (await observe(1)).body.outcomes
    expect(kept).toMatchObject({ status: 'flagged' })
    expect(kept.flags.map(({ code }: { code: string }) => code)).toContain('NOT_ON_WARD')
    const isolate = (n: number) =>
      send('ward.setIsolation', { admissionId: admissions[n], from: 'none', to: 'contact' })
    expect(await isolate(1)).toMatchObject({ status: 403, body: { code: 'NOT_ON_WARD' } })
    expect((await isolate(0)).status).toBe(200)
  })
})

describe('the commands of somebody signed in without a workstation', () => {
  const sent = (command: object, as: string, imported = false) => {
    const whole = { commandId: randomUUID(), version: 1, ...command }
    return call('/v1/identity/commands', { commands: [whole], imported }, as)
  }

  it('given one that says to be done in a year, then it is done now: no role runs on until then', async () => {
    const userId = await add('malini', ['nurse'])
    const input = { userId, role: 'nurse', forCause: false, reason: 'Moved' }
    const year = 365 * 24 * HOUR
    expect((await sent({ name: 'identity.endGrant', input, occurredAt: Date.now() + year }, token)).status).toBe(200)
    expect((await server.identity.authority.actor(userId, Date.now() + 1))?.roles).toEqual([])
  })

  it('given a nurse who calls it an import, so that nobody looks at what is doubtful, then nothing is taken', async () => {
    const userId = await add('harini', ['nurse'])
    await server.identity.signIn.setPassword(userId, OWN)
    const hers = (await signIn('harini', OWN)).body.token
    const command = { name: 'identity.setPin', input: {}, occurredAt: Date.now() }
    expect(await sent(command, hers, true)).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } })
    expect(await sent(command, hers)).toMatchObject({ body: { code: 'INPUT_INVALID' } })
  })
})

describe('a person at the moments of a day', () => {
  it('given roles and an opened chart, then the server says who she is, and between which moments that holds', async () => {
    const userId = await add('sandya', ['nurse'])
    const now = Date.now()
    const [from, until] = [now - 2 * HOUR, now + 2 * HOUR]
    await change(userId, 'grants', { role: 'clinician', validFrom: from, validUntil: until })
    const row = [server.facility.id, randomUUID(), userId, randomUUID(), now - HOUR, now + HOUR, randomUUID()]
    await server.services.get('identity')?.pool.query(
      `INSERT INTO break_glass (facility_id, id, rev, scope, user_id, patient_id, reason, note, opened_at, until, device_id)
       VALUES ($1, $2, 1, 'staff', $3, $4, 'emergency', 'Called', $5, $6, $7)`,
      row,
    )
    const at = async (moment: number) => (await server.identity.authority.actor(userId, moment)) ?? { steady: [] }
    expect((await at(now)).steady).toEqual([now - HOUR, now + HOUR])
    expect((await at(now - HOUR - 1)).steady).toEqual([from, now - HOUR])
    expect((await at(now + HOUR)).steady).toEqual([now + HOUR, until])
    expect((await at(until)).steady).toEqual([until, Number.MAX_SAFE_INTEGER])
  })
})

describe('somebody who comes back', () => {
  it('given a session, then it is over when somebody left and came back, whichever way that was done', async () => {
    const userId = await add('iresha', ['nurse'])
    await server.identity.signIn.setPassword(userId, OWN)
    const hers = (await signIn('iresha', OWN)).body.token
    // not by the route of leaving, which ends sessions
    await execute('identity', 'identity.deactivateUser', { userId, forCause: false, reason: 'Away' })
    await change(userId, 'return', {})
    await change(userId, 'grants', { role: 'nurse' })
    expect(await call('/v1/ward/wards', undefined, hers)).toMatchObject({ body: { code: 'SESSION_MISSING' } })
    expect((await signIn('iresha', OWN)).status).toBe(200)
  })
})

describe('somebody who leaves', () => {
  it('given her leave, then nobody signs in by that name; what she did before counts unless she left for cause', async () => {
    const { userId } = (await signIn('kumari', OWN)).body
    const { actor } = server.identity.authority
    const before = Date.now() - HOUR
    expect((await change(userId, 'leave', { forCause: false, reason: 'Retired' })).status).toBe(200)
    expect(await signIn('kumari', OWN)).toMatchObject({ body: { code: 'SIGN_IN_WRONG' } })
    expect((await actor(userId, before))?.roles).toEqual(['nurse'])
    expect((await actor(userId, Date.now()))?.roles).toEqual([])
    const other = await add('ruwani', ['nurse'])
    await change(other, 'leave', { forCause: true, reason: 'Stole' })
    expect((await actor(other, before))?.roles).toEqual([])
  })
})
