import { argon2id } from 'hash-wasm'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Badge, ChartAccess, Pin, User } from '../../src-shared/domains/identity/index.ts'
import { testId } from '../../src-shared/testing/memory-store.ts'
import { badgeHash } from '../domains/identity/index.ts'
import { admit, BED_1, endRig, MORNING, makeRig, type Rig, register, syncUp } from '../platform/sync/testing/rig.ts'
import { callerOf, onShift } from './testing/caller.ts'

const [NIMALI, KUMARI, OTHER_WARD] = [2, 4, 702].map(testId) as [string, string, string]
const HOUR = 3_600_000
const MINUTE = 60_000
const BADGE = 'KUMARI-7F3A9C'

let verifier: string
let hash: string
beforeAll(async () => {
  const cheap = { parallelism: 1, iterations: 1, memorySize: 64, hashLength: 16, outputType: 'encoded' } as const
  verifier = await argon2id({ password: '4711', salt: new Uint8Array(16), ...cheap })
  hash = await badgeHash(BADGE, testId(1))
})

let rig: Rig
let api: ReturnType<typeof callerOf>
beforeEach(async () => {
  rig = makeRig()
  const people = rig.server.of('identity')
  for (const [id, username, roles] of [
    [NIMALI, 'nimali', ['nurse', 'administrator']],
    [KUMARI, 'kumari', ['nurse']],
  ] as const) {
    people.put(User, { id, username, displayName: username, roles: [...roles], active: true } as never)
    people.put(Pin, { id: testId(id === NIMALI ? 60 : 61), userId: id, verifier } as never)
  }
  people.put(Badge, { id: testId(80), userId: KUMARI, codeHash: hash } as never)
  // Kumari works on another ward than the one that this workstation holds
  people.put(ChartAccess, { id: KUMARI, wards: [OTHER_WARD] } as never)
  await syncUp(rig.station)
  rig.server.down = true
  // so that the workstation has noticed
  await rig.station.sync.syncNow()
  onShift(rig, NIMALI, KUMARI)
  api = callerOf(rig)
})
afterEach(() => endRig(rig))

const as = (username: string) => api.session.switchUser({ username, pin: '4711' })
const pass = (ms: number) => {
  rig.time.now += ms
}
/** Somebody is there all the while. */
async function work(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 2 * MINUTE) {
    pass(2 * MINUTE)
    await api.session.touch()
  }
}

function patientOnTheWard() {
  const patient = register(rig.station)
  const { admissionId } = admit(rig.station, patient, BED_1)
  return { patientId: patient.patientId, admissionId }
}
const entryOf = (patientId: string) => ({
  ...{ patientId, patientName: 'Perera Kamala', reason: 'emergency' as const, note: 'Called to help' },
})
async function openWith(pin: string, proved: object, entered = proved): Promise<unknown> {
  const subject = { name: 'identity.breakGlass', version: 1, input: proved as Record<string, unknown> }
  const { proofId } = await api.session.prove({ ...subject, secret: { pin } })
  return api.identity.breakGlass({ entry: entered as ReturnType<typeof entryOf>, proofId })
}

describe('the chart of a patient who is not on a ward of hers', () => {
  it('given no reason, then it is closed with the name alone, and her own ward’s nurse opens it', async () => {
    const { patientId, admissionId } = patientOnTheWard()
    await as('kumari')
    await expect(api.ward.chart({ admissionId })).rejects.toThrow('BREAK_GLASS_NEEDED')
    await expect(api.patients.byId({ patientId })).rejects.toThrow('BREAK_GLASS_NEEDED')
    await expect(api.patients.history({ patientId })).rejects.toThrow('BREAK_GLASS_NEEDED')
    expect(await api.patients.search({ text: 'perera' })).toMatchObject([{ patientId }])
    await as('nimali')
    expect(await api.ward.chart({ admissionId })).toMatchObject({ admissionId })
  })

  it('given a reason and her PIN while the server is away, then it opens for four hours, for her alone', async () => {
    const { patientId, admissionId } = patientOnTheWard()
    await as('kumari')
    await openWith('4711', entryOf(patientId))
    expect(await api.ward.chart({ admissionId })).toMatchObject({ admissionId })
    expect(await api.identity.opened({ patientId })).toMatchObject({ until: MORNING + 4 * HOUR, reason: 'emergency' })
    await work(4 * HOUR - 2 * MINUTE)
    expect(await api.ward.chart({ admissionId })).toMatchObject({ admissionId })
    await work(2 * MINUTE)
    await expect(api.ward.chart({ admissionId })).rejects.toThrow('BREAK_GLASS_NEEDED')
    expect(await api.identity.opened({ patientId })).toBeNull()
  })

  it('given it is over and the program starts again with the clock turned back, then it stays closed', async () => {
    const { patientId, admissionId } = patientOnTheWard()
    await as('kumari')
    await openWith('4711', entryOf(patientId))
    await work(5 * HOUR)
    rig.station.close()
    pass(-5 * HOUR)
    rig.station = rig.open()
    api = callerOf(rig)
    await as('kumari')
    await expect(api.ward.chart({ admissionId })).rejects.toThrow('BREAK_GLASS_NEEDED')
  })

  it('given a PIN that was typed for another patient, or none, then nothing is opened', async () => {
    const { patientId, admissionId } = patientOnTheWard()
    await as('kumari')
    await expect(openWith('0000', entryOf(patientId))).rejects.toThrow('PIN_WRONG')
    await expect(openWith('4711', entryOf(testId(77)), entryOf(patientId))).rejects.toThrow('REAUTH_OLD')
    const kumari = { actor: { userId: KUMARI, roles: ['nurse' as const] } }
    const unproven = () => rig.station.execute('identity.breakGlass', 1, entryOf(patientId), kumari)
    expect(unproven).toThrow('REAUTH_NEEDED')
    await expect(api.ward.chart({ admissionId })).rejects.toThrow('BREAK_GLASS_NEEDED')
  })

  it('given the proof, then the entry that is sent carries it, and the audit says that the PIN was typed', async () => {
    const { patientId } = patientOnTheWard()
    await as('kumari')
    await openWith('4711', entryOf(patientId))
    const row = rig.station.db.prepare("SELECT record FROM outbox WHERE record LIKE '%breakGlass%'").get()
    const { proof, commandId } = JSON.parse((row as { record: string }).record)
    expect(proof).toEqual({ method: 'pin', at: MORNING, witness: null })
    const audit = rig.station.db.prepare("SELECT detail FROM audit WHERE action = 'session.prove'").get()
    expect((audit as { detail: string }).detail).toContain(commandId)
  })
})

describe('a terminal between two people', () => {
  it('given a badge in another’s session, then it is hers, and the one before is signed out', async () => {
    await as('nimali')
    expect(await api.session.scanBadge({ code: BADGE.toLowerCase() })).toMatchObject({ userId: KUMARI })
    await expect(api.session.scanBadge({ code: hash })).rejects.toThrow('BADGE_UNKNOWN')
    expect(await api.session.current()).toMatchObject({ userId: KUMARI })
  })

  it('given a draft, then nobody else reads it, not even behind the lock, and it comes back to its author', async () => {
    await as('nimali')
    await api.drafts.put({ key: 'vitals', value: { pulse: '72' } })
    await api.session.lock()
    await api.drafts.put({ key: 'vitals', value: { pulse: '723' } })
    await expect(api.drafts.get({ key: 'vitals' })).rejects.toThrow('SESSION_MISSING')
    await as('kumari')
    expect(await api.drafts.get({ key: 'vitals' })).toBeNull()
    await api.drafts.remove({ key: 'vitals' })
    await as('nimali')
    expect(await api.drafts.get({ key: 'vitals' })).toEqual({ pulse: '723' })
  })

  it('given nobody touched it for three minutes, then everything about patients is refused', async () => {
    const { admissionId, patientId } = patientOnTheWard()
    await as('nimali')
    pass(3 * MINUTE)
    const refused = [
      api.ward.chart({ admissionId }),
      api.patients.byId({ patientId }),
      api.patients.search({ text: 'perera' }),
      api.outbox.list(),
      api.inbox.list(),
      api.fleet.connection(),
      api.session.prove({ name: 'x', version: 1, input: {}, secret: { pin: '4711' } }),
      api.session.setPin({ password: 'x', pin: '8305' }),
    ]
    for (const call of refused) await expect(call).rejects.toThrow('SESSION_MISSING')
    expect(await api.session.current()).toMatchObject({ userId: NIMALI, locked: true })
  })

  it('given a PIN that is guessed first or too short, then it is refused before anything is sent', async () => {
    await as('nimali')
    await expect(api.session.setPin({ password: 'secret', pin: '1234' })).rejects.toThrow('PIN_TRIVIAL')
    await expect(api.session.setPin({ password: 'secret', pin: '471' })).rejects.toThrow('PIN_LENGTH')
    await expect(api.session.setPin({ password: 'secret', pin: '8305' })).rejects.toThrow('SERVER_UNREACHABLE')
  })

  it('given somebody who is no administrator, then badges, wards and the policy are not hers to set', async () => {
    await as('kumari')
    const policy = await api.session.policy()
    const refused = [
      api.session.setBadge({ userId: KUMARI, code: null }),
      api.session.setChartAccess({ userId: KUMARI, wards: [] }),
      api.session.setPolicy({ ...policy, lockSeconds: 900 }),
    ]
    for (const call of refused) await expect(call).rejects.toThrow('NOT_ALLOWED')
  })
})
