import { argon2id } from 'hash-wasm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { AuditEntry } from '../audit/audit.ts'
import type { HttpAnswer } from '../device/transport.ts'
import { PinTries } from './pin-tries.ts'
import { Seat } from './seat.ts'
import { Shifts } from './shifts.ts'

const NIMALI = '00000000-0000-4000-8000-000000000002'
const ARUNI = '00000000-0000-4000-8000-000000000003'

let verifier: string
beforeAll(async () => {
  const cheap = { parallelism: 1, iterations: 1, memorySize: 64, hashLength: 16, outputType: 'encoded' } as const
  verifier = await argon2id({ password: '4711', salt: new Uint8Array(16), ...cheap })
})

function office() {
  const people = [
    { userId: NIMALI, username: 'nimali', displayName: 'Nimali Silva', roles: ['nurse'] as Role[], active: true },
    { userId: ARUNI, username: 'aruni', displayName: 'Dr Aruni', roles: ['clinician'] as Role[], active: true },
  ]
  const meta = new Map<string, string>()
  const audit: AuditEntry[] = []
  const asked: unknown[] = []
  const server = { answer: async (): Promise<HttpAnswer> => Promise.reject(new ProblemError('SERVER_UNREACHABLE')) }
  const tokens: unknown[] = []
  const time = { now: 1000, monotonic: 0, bootId: 'boot', online: false }
  const policy = { lockSeconds: 180, shiftHours: 12, offlineShift: true }
  const store = {
    get: (key: string) => meta.get(key) ?? null,
    set: (key: string, value: string) => void meta.set(key, value),
  }
  const clock = {
    monotonic: () => time.monotonic,
    get bootId() {
      return time.bootId
    },
  }
  const shifts = new Shifts(store, () => time.now)
  shifts.begin(NIMALI)
  const seat = () =>
    new Seat({
      staff: {
        byUsername: (username) => people.find((one) => one.username === username) ?? null,
        byId: (userId) => people.find((one) => one.userId === userId) ?? null,
        byBadge: (hash) => people.find((one) => hash === `hash of ${one.username}`) ?? null,
        pinOf: (userId) => (userId === NIMALI ? verifier : null),
      },
      network: {
        request: (method, path, body) => {
          asked.push([method, path, body])
          return server.answer()
        },
      },
      tokens: {
        keep: (userId, { token }) => void tokens.push(['keep', userId, token]),
        end: async (userId) => void tokens.push(['end', userId]),
      },
      tries: new PinTries(store, clock),
      shifts,
      policy: () => policy,
      online: () => time.online,
      hashBadge: async (code) => `hash of ${code}`,
      newId: () => crypto.randomUUID(),
      audit: { append: (entry) => void audit.push(entry) },
      now: () => time.now,
      monotonic: () => time.monotonic,
    })
  const welcome = (userId: string) => {
    server.answer = async () => ({
      status: 200,
      body: { userId, displayName: 'Of the server', roles: ['nurse'], token: 'x', expiresInMs: 900_000, refresh: 'y' },
    })
  }
  return {
    people,
    time,
    policy,
    shifts,
    audit,
    asked,
    tokens,
    server,
    seat,
    welcome,
    actions: () => audit.map(({ action }) => action),
  }
}

let world: ReturnType<typeof office>
let seat: Seat
beforeEach(() => {
  world = office()
  seat = world.seat()
})

describe('what the server gave for a password', () => {
  beforeEach(() => world.welcome(NIMALI))
  it('given a sign-in, then it is kept for that person, also while another has the seat, and ended when the window is closed', async () => {
    await seat.signIn('nimali', 'secret')
    expect(world.tokens).toEqual([['keep', NIMALI, 'x']])
    world.welcome(ARUNI)
    await seat.signIn('aruni', 'secret')
    expect(world.tokens).toEqual([
      ['keep', NIMALI, 'x'],
      ['keep', ARUNI, 'x'],
    ])
    seat.leave()
    expect(world.tokens.at(-1)).toEqual(['end', ARUNI])
  })
})

describe('by PIN, without a server', () => {
  it('given the right PIN, then that person acts, and it is in the audit', async () => {
    expect(await seat.switchUser(' Nimali ', '4711')).toMatchObject({ userId: NIMALI, locked: false })
    expect(seat.actor()).toEqual({ userId: NIMALI, roles: ['nurse'] })
    expect(world.audit).toEqual([
      { at: 1000, actorId: NIMALI, action: 'session.switchUser', subject: null, detail: {} },
    ])
    expect(world.asked).toEqual([])
  })

  it('given a wrong PIN, no PIN, a stranger, or somebody who left, then nobody is signed in', async () => {
    await expect(seat.switchUser('nimali', '0000')).rejects.toThrow('PIN_WRONG')
    await expect(seat.switchUser('aruni', '4711')).rejects.toThrow('PIN_NOT_SET')
    await expect(seat.switchUser('nobody', '4711')).rejects.toThrow('USER_UNKNOWN')
    world.people[0] = { ...world.people[0], active: false } as (typeof world.people)[number]
    await expect(seat.switchUser('nimali', '4711')).rejects.toThrow('USER_UNKNOWN')
    expect(seat.current()).toBeNull()
    expect(world.actions()).toEqual(['session.pinWrong'])
  })

  it('given five wrong PINs, then the right one is refused too, also at another seat, until the password was given', async () => {
    world.time.online = true
    for (let n = 0; n < 5; n++) await expect(seat.switchUser('nimali', '0000')).rejects.toThrow('PIN_WRONG')
    await expect(world.seat().switchUser('nimali', '4711')).rejects.toThrow('PIN_BLOCKED')
    world.welcome(NIMALI)
    await seat.signIn('nimali', 'secret')
    expect(await world.seat().switchUser('nimali', '4711')).toMatchObject({ userId: NIMALI })
  })

  it('given ten tries at the same moment, then only five of them are checked', async () => {
    world.time.online = true
    const tries = Array.from({ length: 10 }, () =>
      seat.switchUser('nimali', '0000').catch((error: Error) => error.message),
    )
    const answers = await Promise.all(tries)
    expect(answers.filter((answer) => answer === 'PIN_WRONG')).toHaveLength(5)
    expect(answers.filter((answer) => answer === 'PIN_BLOCKED')).toHaveLength(5)
  })

  it('given four wrong PINs and a right one, then counting begins anew', async () => {
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 4; n++) await expect(seat.switchUser('nimali', '0000')).rejects.toThrow('PIN_WRONG')
      await seat.switchUser('nimali', '4711')
    }
    expect(seat.current()?.userId).toBe(NIMALI)
  })
})

describe('by password, at the server', () => {
  it('given it is right, then the list of staff says who that is; the password goes to the server only', async () => {
    world.welcome(ARUNI)
    await seat.signIn('Aruni', 'secret')
    expect(seat.current()).toEqual({
      ...{ userId: ARUNI, username: 'aruni', displayName: 'Dr Aruni', roles: ['clinician'], locked: false },
    })
    expect(world.asked).toEqual([['POST', '/v1/identity/sign-in', { username: 'aruni', password: 'secret' }]])
    expect(JSON.stringify(world.audit)).not.toContain('secret')
  })

  it('given somebody who has not reached this workstation’s list yet, then the server’s word counts', async () => {
    world.welcome('00000000-0000-4000-8000-000000000009')
    expect(await seat.signIn('newcomer', 'secret')).toMatchObject({ displayName: 'Of the server' })
    expect(seat.actor().roles).toEqual(['nurse'])
  })

  it('given it is wrong or the server is away, then the refusal has its code and nobody is signed in', async () => {
    await expect(seat.signIn('aruni', 'secret')).rejects.toThrow('SERVER_UNREACHABLE')
    const body = { type: '', title: '', status: 401, detail: '', code: 'SIGN_IN_WRONG', params: {} }
    world.server.answer = async () => ({ status: 401, body })
    await expect(seat.signIn('aruni', 'wrong')).rejects.toThrow('SIGN_IN_WRONG')
    expect(seat.current()).toBeNull()
  })
})

describe('a seat that is taken', () => {
  beforeEach(() => seat.switchUser('nimali', '4711'))

  it('given it is locked, then its owner is known and cannot act until the PIN was given again', async () => {
    seat.lock()
    expect(seat.current()).toMatchObject({ userId: NIMALI, locked: true })
    expect(seat.ownerId()).toBe(NIMALI)
    expect(() => seat.actor()).toThrow('SESSION_MISSING')
    await seat.switchUser('nimali', '4711')
    expect(seat.actor().userId).toBe(NIMALI)
    expect(world.actions()).toEqual(['session.switchUser', 'session.lock', 'session.switchUser'])
  })

  it('given a wrong PIN of a colleague, then it stays as it was', async () => {
    seat.lock()
    await expect(seat.switchUser('aruni', '1')).rejects.toThrow()
    expect(seat.current()).toMatchObject({ userId: NIMALI, locked: true })
  })

  it('given a colleague signs in, then the one before is signed out', async () => {
    world.welcome(ARUNI)
    await seat.signIn('aruni', 'secret')
    expect(world.audit.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['session.switchUser', NIMALI],
      ['session.signOut', NIMALI],
      ['session.signIn', ARUNI],
    ])
  })

  it('given new roles, then they count at once; given the person left, then nobody sits there', () => {
    world.people[0] = { ...world.people[0], roles: ['pharmacist'] } as (typeof world.people)[number]
    expect(seat.actor().roles).toEqual(['pharmacist'])
    world.people[0] = { ...world.people[0], active: false } as (typeof world.people)[number]
    expect(() => seat.actor()).toThrow('SESSION_MISSING')
    expect(seat.current()).toBeNull()
  })

  it('given the window closes, then it is signed out once', () => {
    seat.leave()
    seat.leave()
    expect(world.actions()).toEqual(['session.switchUser', 'session.signOut'])
    expect(() => seat.ownerId()).toThrow('SESSION_MISSING')
  })
})

describe('a shift', () => {
  const HOUR = 3_600_000
  beforeEach(() => world.shifts.end(NIMALI))

  it('given it has not begun and the server answers, then the PIN is not enough; after the password it is, for 12 hours', async () => {
    world.time.online = true
    await expect(seat.switchUser('nimali', '4711')).rejects.toThrow('PASSWORD_DUE')
    expect(seat.current()).toBeNull()
    world.welcome(NIMALI)
    await seat.signIn('nimali', 'secret')
    expect(await world.seat().switchUser('nimali', '4711')).toMatchObject({ userId: NIMALI })
    world.time.now += 12 * HOUR
    expect(() => seat.actor()).toThrow('SESSION_MISSING')
    await expect(seat.switchUser('nimali', '4711')).rejects.toThrow('PASSWORD_DUE')
  })

  it('given the server is away, then the PIN begins it, and it is in the audit; a policy can forbid that', async () => {
    world.policy.offlineShift = false
    await expect(seat.switchUser('nimali', '4711')).rejects.toThrow('PASSWORD_DUE')
    world.policy.offlineShift = true
    await seat.switchUser('nimali', '4711')
    expect(world.actions()).toEqual(['session.shiftOffline', 'session.switchUser'])
  })

  it('given a badge, then it opens a seat within a shift only, and a stranger’s none', async () => {
    await expect(seat.scanBadge('nimali')).rejects.toThrow('PASSWORD_DUE')
    world.shifts.begin(NIMALI)
    expect(await seat.scanBadge('nimali')).toMatchObject({ userId: NIMALI })
    await expect(seat.scanBadge('somebody')).rejects.toThrow('BADGE_UNKNOWN')
  })
})

describe('five wrong PINs while the server is away', () => {
  const MINUTE = 60_000
  beforeEach(async () => {
    for (let n = 0; n < 5; n++) await expect(seat.switchUser('nimali', '0000')).rejects.toThrow('PIN_WRONG')
  })

  it('then the right one waits, each time longer, and is taken after the pause', async () => {
    await expect(seat.switchUser('nimali', '4711')).rejects.toThrow('PIN_WAIT')
    world.time.monotonic += MINUTE
    await expect(seat.switchUser('nimali', '0000')).rejects.toThrow('PIN_WRONG')
    world.time.monotonic += MINUTE
    await expect(seat.switchUser('nimali', '4711')).rejects.toThrow('PIN_WAIT')
    world.time.monotonic += MINUTE
    expect(await seat.switchUser('nimali', '4711')).toMatchObject({ userId: NIMALI })
  })

  it('given the clock is turned ahead or the computer started anew, then the pause is not shorter', async () => {
    world.time.now += 24 * 60 * MINUTE
    await expect(seat.switchUser('nimali', '4711')).rejects.toThrow('PIN_WAIT')
    world.time.bootId = 'another'
    world.time.monotonic = 10 * MINUTE
    await expect(world.seat().switchUser('nimali', '4711')).rejects.toThrow('PIN_WAIT')
  })
})

describe('a terminal that nobody touches', () => {
  beforeEach(() => seat.switchUser('nimali', '4711'))

  it('given three minutes without a sign of life, then it is locked whatever the window says', async () => {
    world.time.monotonic += 179_000
    seat.touch()
    world.time.monotonic += 179_000
    expect(seat.actor().userId).toBe(NIMALI)
    world.time.monotonic += 1_000
    seat.touch()
    expect(() => seat.actor()).toThrow('SESSION_MISSING')
    expect(seat.current()).toMatchObject({ locked: true })
  })
})

describe('a PIN typed again for one command', () => {
  const subject = { name: 'identity.breakGlass', version: 1, input: { patientId: ARUNI } }
  beforeEach(() => seat.switchUser('nimali', '4711'))

  it('given the PIN, then it is good once, for that command and input alone, and for two minutes', async () => {
    const id = await seat.prove(subject, { pin: '4711' }, null)
    expect(seat.redeem(id, subject)).toEqual({ commandId: id, proof: { method: 'pin', at: 1000, witness: null } })
    expect(() => seat.redeem(id, subject)).toThrow('REAUTH_OLD')
    const other = await seat.prove(subject, { pin: '4711' }, null)
    expect(() => seat.redeem(other, { ...subject, input: { patientId: NIMALI } })).toThrow('REAUTH_OLD')
    expect(() => seat.redeem(other, subject)).toThrow('REAUTH_OLD')
    const late = await seat.prove(subject, { pin: '4711' }, null)
    world.time.monotonic += 120_001
    expect(() => seat.redeem(late, subject)).toThrow('REAUTH_OLD')
  })

  it('given a wrong PIN, the own one as witness, or a lock meanwhile, then there is no proof', async () => {
    await expect(seat.prove(subject, { pin: '0000' }, null)).rejects.toThrow('PIN_WRONG')
    const self = { username: 'nimali', pin: '4711' }
    await expect(seat.prove(subject, { pin: '4711' }, self)).rejects.toThrow('WITNESS_OWN')
    const id = await seat.prove(subject, { pin: '4711' }, null)
    seat.lock()
    await seat.switchUser('nimali', '4711')
    expect(() => seat.redeem(id, subject)).toThrow('REAUTH_OLD')
  })
})
