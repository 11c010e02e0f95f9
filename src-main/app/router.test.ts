import { getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server'
import { argon2id } from 'hash-wasm'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Pin, User } from '../../src-shared/domains/identity/index.ts'
import { testId } from '../../src-shared/testing/memory-store.ts'
import { Notices } from '../platform/host/notices.ts'
import { assetsOfSources } from '../platform/printing/assets.ts'
import {
  BED_1,
  BED_2,
  endRig,
  enrolledVault,
  MORNING,
  makeRig,
  type Rig,
  syncUp,
  WARD,
} from '../platform/sync/testing/rig.ts'
import { printingAt } from './printing-at.ts'
import { createAppRouter } from './router.ts'
import { seatAt } from './seat-at.ts'
import { onShift } from './testing/caller.ts'

const NURSE = testId(2)
let verifier: string
beforeAll(async () => {
  const cheap = { parallelism: 1, iterations: 1, memorySize: 64, hashLength: 16, outputType: 'encoded' } as const
  verifier = await argon2id({ password: '4711', salt: new Uint8Array(16), ...cheap })
})

/** The workstation of Ward 7 as a screen meets it: a real station and one seat; the server can be taken away. */
function desk(rig: Rig) {
  const { station } = rig
  const notices = new Notices()
  const now = () => rig.time.now
  const host = { host: 'loopback', version: '1.0.0', profile: 'a' } as const
  const printing = printingAt(station, rig.ports, { now, read: assetsOfSources(import.meta.url), folder: null })
  const router = createAppRouter({ station, printing, notices, now, steadyNow: now, localNow: now, host })
  const ctx = { seat: seatAt(station, rig.ports, { now, steadyNow: now }) }
  return { ctx, router, notices, api: router.createCaller(ctx) }
}
type Desk = ReturnType<typeof desk>

function seedStaff({ server }: Rig): void {
  const identity = server.of('identity')
  const roles = ['nurse', 'administrator']
  identity.put(User, { id: NURSE, username: 'nimali', displayName: 'Nimali Silva', roles, active: true } as never)
  identity.put(User, {
    id: testId(4),
    username: 'cash',
    displayName: 'Cash Desk',
    roles: ['cashier'],
    active: true,
  } as never)
  identity.put(Pin, { id: testId(60), userId: NURSE, verifier } as never)
  identity.put(Pin, { id: testId(61), userId: testId(4), verifier } as never)
}

let rig: Rig
let on: Desk
beforeEach(async () => {
  rig = makeRig()
  seedStaff(rig)
  await syncUp(rig.station)
  rig.server.down = true
  onShift(rig, NURSE, testId(4))
  on = desk(rig)
})
afterEach(() => endRig(rig))

const kamala = { familyName: 'Perera', givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' } as const
const nimali = () => on.api.session.switchUser({ username: 'nimali', pin: '4711' })

async function admitted() {
  const { result } = await on.api.patients.register(kamala)
  const { patientId, phn } = result as { patientId: string; phn: string }
  const saved = await on.api.ward.admit({
    ...{ patientId, patient: { ...kamala, phn, title: null }, wardId: WARD, bedId: BED_1 },
    ...{ admittedAt: MORNING, reason: 'Pneumonia' },
  })
  return { patientId, phn, admissionId: saved.result.admissionId as string }
}

/** What the screen is told of a refusal. */
async function problemOf(call: Promise<unknown>) {
  const cause = await call.then(
    () => expect.unreachable('was not refused'),
    (error: unknown) => error,
  )
  const error = getTRPCErrorFromUnknown(cause)
  const config = on.router._def._config
  const shape = getTRPCErrorShape({ config, error, type: 'query', path: 'x', input: undefined, ctx: on.ctx })
  return (shape as unknown as { data: { problem: Record<string, unknown> } }).data.problem
}

describe('given nobody is signed in', () => {
  it('then everything about patients is refused in words, and the sign-in screen works', async () => {
    const refused = [
      on.api.patients.search({ text: 'per' }),
      on.api.patients.register(kamala),
      on.api.ward.wards(),
      on.api.ward.board({ wardId: WARD }),
      on.api.outbox.list(),
      on.api.fleet.connection(),
      on.api.fleet.rebuild(),
      on.api.drafts.get({ key: 'x' }),
    ]
    for (const call of refused)
      expect(await problemOf(call)).toEqual({
        ...{ code: 'SESSION_MISSING', params: {} },
        ...{ cause: expect.stringContaining('signed in'), remedy: expect.stringContaining('Sign in') },
      })
    expect(await on.api.session.current()).toBeNull()
    expect((await on.api.session.staff()).map(({ displayName, hasPin }) => [displayName, hasPin])).toEqual([
      ['Cash Desk', true],
      ['Nimali Silva', true],
    ])
    expect(await on.api.app.info()).toMatchObject({
      enrolled: true,
      facilityName: 'Base Hospital',
      utcOffsetMinutes: 330,
    })
  })
})

describe('given a nurse who signed in with her PIN while the server is away', () => {
  beforeEach(nimali)

  it('when she registers, admits and observes, then search, board and chart show it at once as pending', async () => {
    const { patientId, admissionId } = await admitted()
    await on.api.ward.recordVitals({ patientId, admissionId, takenAt: MORNING, ...vitals, respirationRate: 26 })
    expect(await on.api.patients.search({ text: 'kam' })).toMatchObject([{ patientId, pending: true }])
    const [bed] = (await on.api.ward.board({ wardId: WARD })).beds
    expect(bed).toMatchObject({ label: '1', state: 'occupied', occupant: { pending: true, score: { total: 3 } } })
    const chart = await on.api.ward.chart({ admissionId })
    expect(chart).toMatchObject({ bedLabel: '1', vitals: [{ takenBy: 'Nimali Silva', respirationRate: 26 }] })
    expect(await on.api.ward.admissionOf({ patientId })).toEqual({ admissionId, wardId: WARD, bedLabel: '1' })
    expect((await on.api.ward.freeBeds()).map(({ bedId }) => bedId)).toEqual([BED_2])
    const outbox = await on.api.outbox.list()
    expect(outbox.map(({ name }) => name)).toEqual(['ward.recordVitals', 'ward.admit', 'patients.register'])
    for (const entry of outbox)
      expect(entry).toMatchObject({
        status: expect.stringMatching(/waiting|sent/),
        actorName: 'Nimali Silva',
        problem: null,
      })
  })

  it('when a rule refuses, then the screen gets code, cause and remedy with the names filled in', async () => {
    await admitted()
    const problem = await problemOf(
      on.api.ward.admit({
        ...{ patientId: testId(77), patient: { ...kamala, phn: '1', title: null }, wardId: WARD, bedId: BED_1 },
        ...{ admittedAt: MORNING, reason: 'Fever' },
      }),
    )
    expect(problem).toMatchObject({ code: 'WARD_BED_TAKEN', cause: 'Bed 1 in Ward 7 is already occupied.' })
  })

  it('when an input has a wrong or unknown field, then it is named', async () => {
    const wrong = { ...kamala, sex: 'blue' } as never
    expect(await problemOf(on.api.patients.register(wrong))).toMatchObject({
      code: 'INPUT_INVALID',
      params: { detail: expect.stringContaining('sex') },
    })
    expect(await problemOf(on.api.ward.board({ wardId: 'x' }))).toMatchObject({ code: 'INPUT_INVALID' })
    const more = { text: 'a', sql: '1' } as never
    expect(await problemOf(on.api.patients.search(more))).toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('when history is asked for, then it says that the server cannot be reached', async () => {
    expect(await problemOf(on.api.patients.history({ patientId: testId(5) }))).toMatchObject({
      code: 'SERVER_UNREACHABLE',
    })
  })

  it('when an unexpected error happens, then it has a reference, and nothing of the inside comes out', async () => {
    rig.station.db.exec('DROP TABLE ward_transfer')
    const { admissionId } = await admitted()
    const problem = await problemOf(on.api.ward.chart({ admissionId }))
    expect(problem).toMatchObject({ code: 'INTERNAL', params: { reference: expect.stringMatching(/^[A-Z0-9]+$/) } })
    expect(JSON.stringify(problem)).not.toContain('ward_transfer')
  })

  it('when she locks, then nothing can be read or saved, but what she typed is kept for her alone', async () => {
    await on.api.session.lock()
    expect(await problemOf(on.api.ward.wards())).toMatchObject({ code: 'SESSION_MISSING' })
    expect(await problemOf(on.api.patients.register(kamala))).toMatchObject({ code: 'SESSION_MISSING' })
    await on.api.drafts.put({ key: 'vitals', value: { pulse: '7' } })
    await on.api.session.switchUser({ username: 'cash', pin: '4711' })
    expect(await on.api.drafts.get({ key: 'vitals' })).toBeNull()
    await nimali()
    expect(await on.api.drafts.get({ key: 'vitals' })).toEqual({ pulse: '7' })
    await on.api.drafts.remove({ key: 'vitals' })
    expect(await on.api.drafts.get({ key: 'vitals' })).toBeNull()
  })

  it('when a draft is larger than a form, then it is refused', async () => {
    const put = on.api.drafts.put({ key: 'vitals', value: 'x'.repeat(100_000) })
    expect(await problemOf(put)).toMatchObject({ code: 'BODY_TOO_LARGE' })
  })

  it('when a cashier takes the seat, then the nurse’s commands are not allowed', async () => {
    await on.api.session.switchUser({ username: 'cash', pin: '4711' })
    const patientId = testId(5)
    const call = on.api.ward.recordVitals({ patientId, admissionId: null, takenAt: MORNING, ...vitals })
    expect(await problemOf(call)).toMatchObject({ code: 'NOT_ALLOWED', params: { name: 'ward.recordVitals' } })
  })
})

describe('the connection of this workstation', () => {
  it('given unsent work, when it is looked at, then the queue of each service, scopes and numbers stand there; a rebuild keeps it', async () => {
    await nimali()
    await admitted()
    const before = await on.api.fleet.connection()
    expect(before).toMatchObject({
      ...{ deviceName: 'Ward 7 desk', serverUrl: 'http://hospital' },
      kept: { unsent: 2, refused: 0, drafts: 0 },
      rebuild: { running: null },
    })
    expect(before.services.map(({ service, queue }) => [service, queue])).toEqual([
      ['identity', 0],
      ['patients', 1],
      ['pharmacy', 0],
      ['ward', 1],
    ])
    expect(before.scopes).toContainEqual(expect.objectContaining({ placeName: 'Ward 7', state: 'ready' }))
    expect(before.numbers).toContainEqual({ sequence: 'phn', left: 999, lentAtOnce: 200 })
    await on.api.fleet.rebuild()
    expect((await on.api.fleet.connection()).rebuild.running).toMatchObject({ done: 0 })
    rig.server.down = false
    await on.api.fleet.tryNow()
    await on.api.fleet.tryNow()
    expect(await on.api.fleet.connection()).toMatchObject({
      kept: { unsent: 0, refused: 0 },
      rebuild: { running: null },
    })
  })

  it('given a cashier, when the workstations of the hospital are asked for, then that is not allowed', async () => {
    await on.api.session.switchUser({ username: 'cash', pin: '4711' })
    expect(await problemOf(on.api.fleet.workstations())).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await problemOf(on.api.fleet.askRebuild({ deviceId: testId(3) }))).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('what a window listens to', () => {
  const first = async <T>(stream: Promise<AsyncIterable<T>>) => (await stream)[Symbol.asyncIterator]()

  it('given a command, then its kinds are told', async () => {
    await nimali()
    const changes = await first(on.api.app.changes())
    const next = changes.next()
    await on.api.patients.register(kamala)
    expect(await next).toMatchObject({ value: { kinds: ['patients.patient'] } })
    await changes.return?.()
  })

  it('given few numbers while the server is away, then the line says so before one is typed; with none it says that too', async () => {
    rig.server.down = true
    await rig.station.sync.syncNow()
    const notices = async () => {
      const status = await first(on.api.app.status())
      const { value } = (await status.next()) as { value: { notices: { code: string; cause: string }[] } }
      await status.return?.()
      return value.notices.map(({ code, cause }) => [code, cause])
    }
    expect(await notices()).toEqual([])
    const leave = (left: number) =>
      rig.station.db.prepare(`UPDATE lease SET next = last + 1 - ? WHERE sequence = 'phn'`).run(left)
    leave(40)
    expect(await notices()).toEqual([['NUMBERS_LOW', expect.stringContaining('40 PHN numbers')]])
    leave(0)
    expect(await notices()).toEqual([['NUMBERS_EXHAUSTED', expect.stringContaining('no PHN numbers')]])
    rig.server.down = false
    await rig.station.sync.syncNow()
    expect(await notices()).toEqual([])
  })

  it('given status is asked for, then it comes at once, and again with what waits and with a notice', async () => {
    await nimali()
    const status = await first(on.api.app.status())
    expect((await status.next()).value).toMatchObject({ toSend: 0, problems: 0, notices: [] })
    await on.api.patients.register(kamala)
    expect((await status.next()).value).toMatchObject({ toSend: 1 })
    on.notices.add({ code: 'DISK_FULL', params: {} })
    const { value } = await status.next()
    expect(value).toMatchObject({ notices: [{ code: 'DISK_FULL', cause: expect.stringContaining('full') }] })
    expect(value).not.toHaveProperty('services')
    rig.station.sync.statusChanges.emit()
    on.notices.add({ code: 'CLIENT_TOO_OLD', params: {} })
    expect((await status.next()).value).toMatchObject({ notices: [{ code: 'DISK_FULL' }, { code: 'CLIENT_TOO_OLD' }] })
    await status.return?.()
  })
})

it('given a workstation that is not enrolled, then it says so, and signing in is refused with the reason', async () => {
  rig.station.close()
  rig.station = rig.open({ vault: { ...enrolledVault, readEnrolment: () => null } })
  on = desk(rig)
  expect(await on.api.app.info()).toMatchObject({ enrolled: false, facilityName: null, deviceName: null })
  const call = on.api.session.signIn({ username: 'nimali', password: 'x' })
  expect(await problemOf(call)).toMatchObject({ code: 'NOT_ENROLLED' })
})

const vitals = {
  ...{ spo2: 98, onOxygen: false, systolic: 124, diastolic: 78, pulse: 72, temperature: 36.8 },
  consciousness: 'A',
  respirationRate: 16,
} as const
