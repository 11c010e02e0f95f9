import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argon2id } from 'hash-wasm'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openSchema } from '../../platform/database/open-schema.ts'
import { realPorts, type ServerPorts } from '../../platform/ports.ts'
import { withTestDatabase } from '../../platform/postgres/testing.ts'
import { createDevices, type Devices, sessionText } from './devices.ts'
import { type Facility, openFacility } from './facility.ts'
import { identityMigrations } from './migrations/index.ts'
import { createPersonSessions, type PersonSessions } from './person-tokens.ts'
import { hashToken } from './secrets.ts'
import { createSignIn, type SignIn } from './sign-in.ts'

const database = withTestDatabase()
const NURSE = '019abcde-0000-7000-8000-00000000000a'
const MINUTE = 60_000

let now = Date.UTC(2026, 10, 23, 3)
const ports: ServerPorts = { ...realPorts, clock: { now: () => now } }
let pool: pg.Pool
let facility: Facility
let devices: Devices
let signIn: SignIn
let sessions: PersonSessions
const reused: unknown[] = []

beforeAll(async () => {
  const secretsDir = await mkdtemp(join(tmpdir(), 'secrets-'))
  pool = (await openSchema(database.config, { service: 'identity', migrations: identityMigrations, secretsDir })).pool
  facility = await openFacility(pool, ports, { name: 'Test hospital', utcOffsetMinutes: 330 })
  devices = createDevices(pool, facility, ports)
  sessions = createPersonSessions(pool, facility, ports, async (reuse) => void reused.push(reuse))
  signIn = createSignIn(pool, facility, ports, sessions)
})
afterAll(() => pool.end())

function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  return { publicKey: raw, sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64') }
}

async function enrolled(scopes = ['staff', 'ward:w7']) {
  const key = keyPair()
  const { code } = await devices.createCode(NURSE, scopes)
  const { deviceId } = await devices.enrol({ code, name: 'Ward 7 trolley', publicKey: key.publicKey })
  const open = async () => {
    const { nonce } = await devices.challenge(deviceId)
    return devices.openSession({ deviceId, nonce, signature: key.sign(sessionText(deviceId, nonce)) })
  }
  return { key, deviceId, code, open }
}
const refusal = (code: string) => ({ problem: { code } })

describe('enrolment', () => {
  it('Given a code, when it is typed with small letters and blanks, then the workstation is enrolled with its scopes', async () => {
    const { code } = await devices.createCode(NURSE, ['staff'])
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    expect(await devices.enrol({ code: typed, name: 'a', publicKey: keyPair().publicKey })).toMatchObject({
      scopes: ['staff'],
    })
  })
  it('Given a code that was used, then it is refused', async () => {
    const { code } = await enrolled()
    await expect(devices.enrol({ code, name: 'b', publicKey: keyPair().publicKey })).rejects.toMatchObject(
      refusal('ENROLMENT_CODE_WRONG'),
    )
  })
  it('Given a code that two workstations enter at once, then one is enrolled', async () => {
    const { code } = await devices.createCode(NURSE, ['staff'])
    const tries = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) => devices.enrol({ code, name, publicKey: keyPair().publicKey })),
    )
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
  })
  it('Given a code older than a day, then it is refused', async () => {
    const { code } = await devices.createCode(NURSE, ['staff'])
    now += 24 * 60 * MINUTE + 1
    await expect(devices.enrol({ code, name: 'b', publicKey: keyPair().publicKey })).rejects.toMatchObject(
      refusal('ENROLMENT_CODE_WRONG'),
    )
  })
  it('Given ten wrong codes from one address, then even a right one waits there, and from another it does not', async () => {
    const { code } = await devices.createCode(NURSE, ['staff'])
    const enrol = (guess: string, from: string) =>
      devices.enrol({ code: guess, name: 'a', publicKey: keyPair().publicKey }, from)
    const guesses = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => enrol(`WRONG-${i}`, '10.0.0.66')))
    expect(guesses.map((each) => (each as PromiseRejectedResult).reason.problem.code)).toEqual(
      Array(10).fill('ENROLMENT_CODE_WRONG'),
    )
    await expect(enrol(code, '10.0.0.66')).rejects.toMatchObject(refusal('ENROLMENT_WAIT'))
    expect(await enrol(code, '10.0.0.7')).toMatchObject({ scopes: ['staff'] })
  })
})

describe('the session of a workstation', () => {
  it('Given the right signature, then its token names the device and its scopes, until 15 minutes later', async () => {
    const { open, deviceId } = await enrolled()
    const { token } = await open()
    expect(await devices.sessionOf(token)).toMatchObject({ deviceId, scopes: ['staff', 'ward:w7'] })
    now += 15 * MINUTE + 1
    expect(await devices.sessionOf(token)).toBeNull()
  })
  it('Given the signature of another key, then there is no session', async () => {
    const { deviceId } = await enrolled()
    const { nonce } = await devices.challenge(deviceId)
    const signature = keyPair().sign(sessionText(deviceId, nonce))
    await expect(devices.openSession({ deviceId, nonce, signature })).rejects.toMatchObject(
      refusal('WORKSTATION_UNKNOWN'),
    )
  })
  it('Given a nonce that was used, then the same signature opens nothing', async () => {
    const { deviceId, key } = await enrolled()
    const { nonce } = await devices.challenge(deviceId)
    const request = { deviceId, nonce, signature: key.sign(sessionText(deviceId, nonce)) }
    await devices.openSession(request)
    await expect(devices.openSession(request)).rejects.toMatchObject(refusal('WORKSTATION_UNKNOWN'))
  })
  it('Given a workstation that was granted something else, then its open session has it at once', async () => {
    const { open, deviceId } = await enrolled()
    const { token } = await open()
    await devices.sessionOf(token)
    await grant(deviceId, ['staff', 'ward:w9'])
    expect(await devices.sessionOf(token)).toMatchObject({ scopes: ['staff', 'ward:w9'], revokedAt: null })
    expect(await devices.list()).toContainEqual(expect.objectContaining({ deviceId, scopes: ['staff', 'ward:w9'] }))
  })
  it('Given a grant that changes while a session is being read, then the one of before is not kept', async () => {
    const { open, deviceId } = await enrolled()
    const { token } = await open()
    const slow = { query: async (text: string, values: unknown[]) => await changing(pool.query(text, values)) }
    const others = createDevices(slow as unknown as pg.Pool, facility, ports)
    let change: (() => Promise<void>) | null = async () => {
      await grant(deviceId, ['staff'])
      others.grantsChanged()
    }
    async function changing<T>(answer: Promise<T>): Promise<T> {
      const found = await answer
      const first = change
      change = null
      await first?.()
      return found
    }
    await others.sessionOf(token)
    expect(await others.sessionOf(token)).toMatchObject({ scopes: ['staff'] })
  })
  it('Given a revoked workstation, then its key still opens a session, in which nothing is granted', async () => {
    const { open, deviceId } = await enrolled()
    const { token } = await open()
    await grant(deviceId, [], now)
    expect(await devices.sessionOf(token)).toMatchObject({ scopes: [], revokedAt: now })
    expect(await devices.sessionOf((await open()).token)).toMatchObject({ scopes: [], revokedAt: now })
  })
})

async function grant(deviceId: string, scopes: string[], revokedAt: number | null = null) {
  await pool.query(
    `INSERT INTO workstation_grant (facility_id, id, rev, scope, scopes, revoked_at) VALUES ($1, $2, 1, 'history', $3, $4)`,
    [facility.id, deviceId, JSON.stringify(scopes), revokedAt],
  )
  devices.grantsChanged()
}

describe('sign-in', () => {
  beforeAll(async () => {
    await pool.query(
      `INSERT INTO "user" (facility_id, id, rev, scope, username, display_name, roles, active)
       VALUES ($1, $2, 1, 'staff', 'nimali', 'Nimali Perera', '["nurse"]', true)`,
      [facility.id, NURSE],
    )
    await signIn.setPassword(NURSE, 'correct horse')
  })
  it('Given name and password, then who it is and a token that names the same person', async () => {
    const person = await signIn.signIn({ username: 'Nimali ', password: 'correct horse' })
    expect(person).toMatchObject({ userId: NURSE, displayName: 'Nimali Perera', roles: ['nurse'] })
    expect(await signIn.userOf(person.token, null)).toMatchObject({ userId: NURSE, roles: ['nurse'] })
  })
  it.each([
    ['nimali', 'wrong'],
    ['nobody', 'correct horse'],
  ])('Given %s and %s, then the same refusal', async (username, password) => {
    await expect(signIn.signIn({ username, password })).rejects.toMatchObject(refusal('SIGN_IN_WRONG'))
  })
  it('Given five wrong passwords, then even the right one waits half a minute', async () => {
    for (let i = 0; i < 5; i++)
      await signIn.signIn({ username: 'nimali', password: `wrong ${i}` }).catch(() => undefined)
    await expect(signIn.signIn({ username: 'nimali', password: 'correct horse' })).rejects.toMatchObject(
      refusal('SIGN_IN_WAIT'),
    )
    now += 31_000
    expect(await signIn.signIn({ username: 'nimali', password: 'correct horse' })).toMatchObject({ userId: NURSE })
  })
  it('Given many guesses at once, then no more of them are looked at than one after the other', async () => {
    const guesses = Array.from({ length: 20 }, (_, i) => signIn.signIn({ username: 'nimali', password: `guess ${i}` }))
    const codes = (await Promise.allSettled(guesses)).map((each) => (each as PromiseRejectedResult).reason.problem.code)
    expect(codes.filter((code) => code === 'SIGN_IN_WRONG')).toHaveLength(5)
    expect(codes.filter((code) => code === 'SIGN_IN_WAIT')).toHaveLength(15)
    now += 16 * MINUTE
  })
  it('Given a name that nobody has, then it waits like one that somebody has, and is kept nowhere', async () => {
    const guess = () => signIn.signIn({ username: 'perhaps.a.password', password: 'x' })
    for (let i = 0; i < 5; i++) await expect(guess()).rejects.toMatchObject(refusal('SIGN_IN_WRONG'))
    await expect(guess()).rejects.toMatchObject(refusal('SIGN_IN_WAIT'))
    const { rows } = await pool.query('SELECT string_agg(t::text, chr(10)) AS all FROM secret_try t')
    expect(rows[0].all).toContain('sign-in ')
    expect(rows[0].all).not.toContain('perhaps')
  })
  it('Given wrong passwords of a quarter of an hour ago, then they count no more', async () => {
    const wrong = () => signIn.signIn({ username: 'nimali', password: 'x' })
    for (let i = 0; i < 4; i++) await expect(wrong()).rejects.toMatchObject(refusal('SIGN_IN_WRONG'))
    now += 15 * MINUTE + 1
    for (let i = 0; i < 2; i++) await expect(wrong()).rejects.toMatchObject(refusal('SIGN_IN_WRONG'))
    expect(await signIn.signIn({ username: 'nimali', password: 'correct horse' })).toMatchObject({ userId: NURSE })
  })
  it('Given a password that was hashed with less work, when its owner signs in, then it is hashed anew', async () => {
    const less = { parallelism: 1, iterations: 1, memorySize: 1024, hashLength: 32, outputType: 'encoded' } as const
    const weak = await argon2id({ password: 'correct horse', salt: new Uint8Array(16), ...less })
    const where = 'WHERE facility_id = $1 AND user_id = $2'
    await pool.query(`UPDATE credential SET password_hash = $3 ${where}`, [facility.id, NURSE, weak])
    await signIn.signIn({ username: 'nimali', password: 'correct horse' })
    const { rows } = await pool.query(`SELECT password_hash FROM credential ${where}`, [facility.id, NURSE])
    expect(rows[0].password_hash).toContain('m=19456,t=2,p=1$')
    expect(await signIn.signIn({ username: 'nimali', password: 'correct horse' })).toMatchObject({ userId: NURSE })
  })
  it('keeps no password and no token in clear', async () => {
    const { rows } = await pool.query(
      `SELECT (SELECT string_agg(c::text, ' ') FROM credential c) || (SELECT string_agg(s::text, ' ') FROM person_token s) AS all`,
    )
    expect(rows[0].all).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
    expect(rows[0].all).not.toContain('correct horse')
  })
})

describe('a password that an administrator gives in the same moment', () => {
  const secret = { username: 'nimali', password: 'correct horse' }
  afterEach(() => signIn.setPassword(NURSE, secret.password))

  it('Given who signs in by the old one meanwhile, then nothing goes on by that', async () => {
    const tokens: string[] = []
    const crossing = createSignIn(pool, facility, ports, {
      ...sessions,
      async begin(userId, deviceId) {
        await signIn.giveOneTimePassword(NURSE)
        const given = await sessions.begin(userId, deviceId)
        tokens.push(given.token)
        return given
      },
    })
    await expect(crossing.signIn(secret)).rejects.toMatchObject(refusal('SIGN_IN_WRONG'))
    expect(await signIn.userOf(tokens[0] ?? '', null)).toBeNull()
  })

  it('Given who changes the old one meanwhile, then the administrator’s stands', async () => {
    let given = ''
    const query = async (sql: string, values: unknown[]) => {
      if (sql.includes('UPDATE credential')) given = (await signIn.giveOneTimePassword(NURSE)).password
      return pool.query(sql, values)
    }
    const crossing = createSignIn({ query } as unknown as pg.Pool, facility, ports, sessions)
    const newPassword = 'tortoise lamp gravel'
    await expect(crossing.changePassword({ ...secret, newPassword })).rejects.toMatchObject(refusal('SIGN_IN_WRONG'))
    const once = signIn.signIn({ username: 'nimali', password: given })
    await expect(once).rejects.toMatchObject(refusal('PASSWORD_MUST_CHANGE'))
  })
})

describe('tokens of a person at a workstation', () => {
  const secret = { username: 'nimali', password: 'correct horse' }
  let desk: string
  beforeAll(async () => {
    desk = (await enrolled()).deviceId
  })
  const over = (refresh: string, deviceId = desk) => expect(sessions.renew(refresh, deviceId)).rejects

  it('Given a password at a workstation, then its token is good there for a quarter of an hour, and nowhere else', async () => {
    const { token } = await signIn.signIn(secret, desk)
    const other = (await enrolled()).deviceId
    expect(await signIn.userOf(token, desk)).toMatchObject({ userId: NURSE, roles: ['nurse'] })
    expect(await signIn.userOf(token, other)).toBeNull()
    expect(await signIn.userOf(token, null)).toBeNull()
    now += 15 * MINUTE
    expect(await signIn.userOf(token, desk)).toBeNull()
  })
  it('Given a password without a workstation, then its token is good at none, and nothing renews it', async () => {
    const { token, refresh } = await signIn.signIn(secret)
    expect(refresh).toBeNull()
    expect(await signIn.userOf(token, desk)).toBeNull()
  })
  it('Given a refresh token, when it is used, then two new tokens are good; it is no token for requests itself', async () => {
    const first = await signIn.signIn(secret, desk)
    expect(await signIn.userOf(first.refresh ?? '', desk)).toBeNull()
    now += 20 * MINUTE
    const second = await sessions.renew(first.refresh ?? '', desk)
    expect(await signIn.userOf(second.token, desk)).toMatchObject({ userId: NURSE })
    const third = await sessions.renew(second.refresh ?? '', desk)
    expect(await signIn.userOf(third.token, desk)).toMatchObject({ userId: NURSE })
  })
  it('Given a refresh token that was used before, when it comes again, then all that came of the password ends, and it is told', async () => {
    const first = await signIn.signIn(secret, desk)
    const elsewhere = await signIn.signIn(secret, (await enrolled()).deviceId)
    const second = await sessions.renew(first.refresh ?? '', desk)
    reused.length = 0
    await over(first.refresh ?? '').toMatchObject(refusal('SIGN_IN_COPIED'))
    expect(reused).toEqual([{ userId: NURSE, deviceId: desk }])
    expect(await signIn.userOf(first.token, desk)).toBeNull()
    expect(await signIn.userOf(second.token, desk)).toBeNull()
    await over(second.refresh ?? '').toMatchObject(refusal('SIGN_IN_OVER'))
    expect(await sessions.renew(elsewhere.refresh ?? '', await deviceOf(elsewhere.token))).toMatchObject({})
  })
  it('Given a refresh token, when it comes from another workstation, then it ends as a copy', async () => {
    const { refresh, token } = await signIn.signIn(secret, desk)
    await over(refresh ?? '', (await enrolled()).deviceId).toMatchObject(refusal('SIGN_IN_COPIED'))
    expect(await signIn.userOf(token, desk)).toBeNull()
  })
  it('Given one refresh token twice at the same moment, then at most one is served, and the session ends', async () => {
    const { refresh } = await signIn.signIn(secret, desk)
    const both = await Promise.allSettled([sessions.renew(refresh ?? '', desk), sessions.renew(refresh ?? '', desk)])
    const served = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(served).toHaveLength(1)
    expect(await signIn.userOf(served[0]?.token ?? '', desk)).toBeNull()
  })
  it('Given tokens that were renewed again and again, then twelve hours after the password they end', async () => {
    let { refresh, token } = await signIn.signIn(secret, desk)
    for (let quarters = 0; quarters < 47; quarters++) {
      now += 15 * MINUTE
      ;({ refresh, token } = await sessions.renew(refresh ?? '', desk))
    }
    expect(await signIn.userOf(token, desk)).toMatchObject({ userId: NURSE })
    now += 15 * MINUTE
    expect(await signIn.userOf(token, desk)).toBeNull()
    await over(refresh ?? '').toMatchObject(refusal('SIGN_IN_OVER'))
  })
  it('Given somebody who signs out, then neither token is good; another workstation cannot do it', async () => {
    const { refresh, token } = await signIn.signIn(secret, desk)
    await sessions.end(token, (await enrolled()).deviceId)
    expect(await signIn.userOf(token, desk)).toMatchObject({ userId: NURSE })
    await sessions.end(token, desk)
    expect(await signIn.userOf(token, desk)).toBeNull()
    await over(refresh ?? '').toMatchObject(refusal('SIGN_IN_OVER'))
  })
  it('Given a new password, then what the old one was exchanged for ends', async () => {
    const { token } = await signIn.signIn(secret, desk)
    await signIn.setPassword(NURSE, secret.password)
    expect(await signIn.userOf(token, desk)).toBeNull()
  })
})

async function deviceOf(token: string): Promise<string> {
  const { rows } = await pool.query<{ device_id: string }>(
    'SELECT s.device_id FROM person_token t JOIN person_session s ON s.id = t.session_id WHERE t.token_hash = $1',
    [hashToken(token)],
  )
  return rows[0]?.device_id ?? ''
}
