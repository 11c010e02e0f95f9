import { afterEach, beforeEach, expect, it } from 'vitest'
import { BreakGlass, RoleGrant, User } from '../../../src-shared/domains/identity/index.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { openedChart, rightsHere } from '../../domains/identity/index.ts'
import { waitingForOthers } from '../outbox/waits.ts'
import { admit, BED_1, endRig, MORNING, makeRig, type Rig, register, syncUp, WARD } from '../sync/testing/rig.ts'

const [KUMARI, W5] = [4, 705].map(testId) as [string, string]
const HOUR = 3_600_000
const grant = { role: 'nurse', wardId: W5, relationship: 'wardStaff', validFrom: 0, validUntil: null } as const
const notEnded = { givenBy: testId(2), endedAt: null, endedBy: null, forCause: false, reason: null }
let rig: Rig
beforeEach(async () => {
  rig = makeRig({ rightsOf: rightsHere })
  const people = rig.server.of('identity')
  people.put(User, { id: KUMARI, username: 'kumari', displayName: 'Kumari', roles: ['nurse'], active: true } as never)
  people.put(RoleGrant, { id: testId(90), userId: KUMARI, ...grant, ...notEnded } as never)
  await syncUp(rig.station)
})
afterEach(() => endRig(rig))

const kumari = { actor: { userId: KUMARI, roles: ['nurse' as const] } }
function patientOnWard() {
  const patient = register(rig.station)
  return { patientId: patient.patientId, ...admit(rig.station, patient, BED_1) }
}
const observe = ({ patientId, admissionId }: { patientId: string; admissionId: string }) =>
  rig.station.execute('ward.recordVitals', 1, { patientId, admissionId, takenAt: MORNING, pulse: 80 }, kumari)

it('given a nurse of another ward, when she records something on this one, then nothing is kept, and she is told what to do', () => {
  const patient = patientOnWard()
  expect(() => observe(patient)).toThrow('NOT_ON_WARD')
  expect(rig.station.db.prepare('SELECT count(*) FROM ward_vitals').pluck().get()).toBe(0)
})

it('given a nurse who covers here for an hour, then she records in that hour, and not after it', async () => {
  const covering = { wardId: WARD, relationship: 'covering', validFrom: MORNING, validUntil: MORNING + HOUR }
  const people = rig.server.of('identity')
  people.put(RoleGrant, { id: testId(91), userId: KUMARI, ...grant, ...notEnded, ...covering } as never)
  await syncUp(rig.station)
  const patient = patientOnWard()
  observe(patient)
  rig.time.now += HOUR
  expect(() => observe(patient)).toThrow('NOT_ON_WARD')
})

it('given a chart that she has opened with a reason, then she records in this one, and in no other', async () => {
  const [patient] = [patientOnWard()]
  const opened = { patientId: patient.patientId, openedAt: MORNING - 1, until: MORNING + HOUR }
  const review = { outcome: null, reviewNote: null, reviewedBy: null, reviewedAt: null }
  const people = rig.server.of('identity')
  const row = { id: testId(92), userId: KUMARI, reason: 'emergency', note: 'Called', deviceId: testId(3) }
  people.put(BreakGlass, { ...row, ...opened, ...review } as never)
  await syncUp(rig.station)
  observe(patient)
  rig.time.now += HOUR
  expect(() => observe(patient)).toThrow('NOT_ON_WARD')
})

it('given a chart that she opened while the server was away, then what she records there goes out after its opening', async () => {
  const patient = patientOnWard()
  await syncUp(rig.station)
  const proven = {
    commandId: testId(93),
    proof: { method: 'pin' as const, at: Math.round(rig.time.now), witness: null },
  }
  const entry = { patientId: patient.patientId, reason: 'emergency', note: 'Called' }
  rig.station.execute('identity.breakGlass', 1, entry, { ...kumari, proven })
  observe(patient)
  const waits = () => waitingForOthers(rig.station.db, 'ward').size
  expect(waits()).toBe(1)
  await syncUp(rig.station)
  expect(waits()).toBe(0)
  observe(patient)
  expect(waits()).toBe(0)
})

it('given a chart that says to have been opened in ten years, by a clock put forward, then it is closed until then', async () => {
  const { patientId } = patientOnWard()
  const at = MORNING + 10 * 365 * 24 * HOUR
  const review = { outcome: null, reviewNote: null, reviewedBy: null, reviewedAt: null }
  const row = { id: testId(94), userId: KUMARI, reason: 'emergency', note: 'Called', deviceId: testId(3) }
  const opened = { patientId, openedAt: at, until: at + HOUR }
  rig.server.of('identity').put(BreakGlass, { ...row, ...opened, ...review } as never)
  await syncUp(rig.station)
  expect(openedChart(rig.station.db, KUMARI, patientId, MORNING)).toBeNull()
  expect(openedChart(rig.station.db, KUMARI, patientId, at)).toMatchObject({ breakGlassId: testId(94) })
})

it('given somebody whom nobody gave a role by ward, then her roles reach everywhere', async () => {
  rig.server
    .of('identity')
    .put(User, { id: testId(6), username: 'xy', displayName: 'X', roles: ['nurse'], active: true } as never)
  await syncUp(rig.station)
  const { patientId, admissionId } = patientOnWard()
  const who = { actor: { userId: testId(6), roles: ['nurse' as const] } }
  rig.station.execute('ward.recordVitals', 1, { patientId, admissionId, takenAt: MORNING, pulse: 80 }, who)
  expect(rig.station.db.prepare('SELECT count(*) FROM ward_vitals').pluck().get()).toBe(1)
})
