import { argon2id } from 'hash-wasm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { AuditEntry } from '../audit/audit.ts'
import type { HttpAnswer } from '../device/transport.ts'
import { PinTries } from './pin-tries.ts'
import { Seat } from './seat.ts'

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
  const seat = () =>
    new Seat({
      staff: {
        byUsername: (username) => people.find((one) => one.username === username) ?? null,
        byId: (userId) => people.find((one) => one.userId === userId) ?? null,
        pinOf: (userId) => (userId === NIMALI ? verifier : null),
      },
      network: {
        request: (method, path, body) => {
          asked.push([method, path, body])
          return server.answer()
        },
      },
      tries: new PinTries({ get: (key) => meta.get(key) ?? null, set: (key, value) => void meta.set(key, value) }),
      audit: { append: (entry) => void audit.push(entry) },
      now: () => 1000,
    })
  const welcome = (userId: string) => {
    server.answer = async () => ({
      status: 200,
      body: { userId, displayName: 'Of the server', roles: ['nurse'], token: 'x' },
    })
  }
  return { people, audit, asked, server, seat, welcome, actions: () => audit.map(({ action }) => action) }
}

let world: ReturnType<typeof office>
let seat: Seat
beforeEach(() => {
  world = office()
  seat = world.seat()
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
    for (let n = 0; n < 5; n++) await expect(seat.switchUser('nimali', '0000')).rejects.toThrow('PIN_WRONG')
    await expect(world.seat().switchUser('nimali', '4711')).rejects.toThrow('PIN_BLOCKED')
    world.welcome(NIMALI)
    await seat.signIn('nimali', 'secret')
    expect(await world.seat().switchUser('nimali', '4711')).toMatchObject({ userId: NIMALI })
  })

  it('given ten tries at the same moment, then only five of them are checked', async () => {
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
