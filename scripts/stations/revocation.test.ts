import { afterAll, beforeAll, expect, it } from 'vitest'
import { filesWith } from '../../src-main/platform/recovery/testing/files-with.ts'
import { openHospital, settled, type TestWorkstation } from './hospital.ts'

const NAME = 'Qanarywardena'
let hospital: Awaited<ReturnType<typeof openHospital>>
let seven: Awaited<ReturnType<typeof hospital.ward>>
let stolen: TestWorkstation
let stay: { patientId: string; admissionId: string }

beforeAll(async () => {
  hospital = await openHospital('revocation')
  seven = await hospital.ward('W7')
  stolen = await hospital.workstation('Trolley', [`ward:${seven.id}`, 'patient'])
  await settled(stolen)
})
afterAll(() => hospital.close())

const run = (name: string, input: object) => stolen.station.execute(name, 1, input, hospital.nurse).result
const until = async (reached: () => boolean) => {
  for (const end = Date.now() + 15_000; !reached(); ) {
    if (Date.now() > end) throw new Error(JSON.stringify(stolen.station.sync.status()))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
const flagsAtServer = async () =>
  (await hospital.server.services.get('ward')?.pool.query('SELECT status, flags FROM kept_command'))?.rows ?? []

it('given a workstation with unsent entries, when it is revoked while it is away, then they arrive flagged, and no byte of a patient is left on it', async () => {
  const person = { familyName: NAME, givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' }
  const { patientId, phn } = run('patients.register', person) as { patientId: string; phn: string }
  const admission = { patientId, patient: { ...person, phn }, wardId: seven.id, bedId: seven.beds[0], reason: NAME }
  const { admissionId } = run('ward.admit', admission) as { admissionId: string }
  stay = { patientId, admissionId }
  await settled(stolen)
  stolen.cut.add('')
  run('ward.recordVitals', { ...stay, takenAt: Date.now(), pulse: 88 })
  stolen.station.drafts.put(hospital.nurse.actor.userId, 'register', JSON.stringify({ familyName: NAME }))
  await hospital.grant(stolen.deviceId, 'identity.revokeWorkstation', { reason: 'stolen from ward 7' })

  stolen.cut.clear()
  stolen.station.sync.start()
  void stolen.station.sync.syncNow()
  await until(() => stolen.station.device.state === 'notEnrolled')
  expect(filesWith(stolen.dir, NAME)).toEqual([])
  expect(filesWith(stolen.dir, '$argon2id$')).toEqual([])
  expect(await flagsAtServer()).toEqual([
    { status: 'flagged', flags: [expect.objectContaining({ code: 'WORKSTATION_REVOKED' })] },
  ])
  const vitals = await hospital.server.services.get('ward')?.pool.query('SELECT pulse FROM vitals')
  expect(vitals?.rows).toEqual([{ pulse: 88 }])
  expect(() => run('ward.recordVitals', { ...stay, takenAt: Date.now(), pulse: 90 })).toThrow('WORKSTATION_REVOKED')
})

it('given the erased workstation, when the server has lost all that it sent, then it sends it again, sealed', async () => {
  const ward = hospital.server.services.get('ward')
  const before = (await ward?.pool.query('SELECT id, pulse FROM vitals'))?.rows
  expect(before).toHaveLength(1)
  await ward?.pool.query('DELETE FROM vitals')
  await ward?.pool.query('DELETE FROM inbox_item')
  await ward?.pool.query('DELETE FROM kept_command')
  await ward?.pool.query(`DELETE FROM outcome WHERE status = 'flagged'`)
  stolen.station.db.exec(`UPDATE sync_service SET epoch = 'an older life' WHERE service = 'ward'`)
  await stolen.station.sync.syncNow()
  await until(() => stolen.station.outbox.counts().toSend === 0)
  await stolen.station.sync.syncNow()
  expect((await ward?.pool.query('SELECT id, pulse FROM vitals'))?.rows).toEqual(before)
  expect(await flagsAtServer()).toHaveLength(1)
  expect(filesWith(stolen.dir, NAME)).toEqual([])
})

it('given the erased computer, when it is enrolled anew, then it is another workstation and works', async () => {
  const { code } = await hospital.server.identity.devices.createCode(hospital.nurse.actor.userId, [
    ...['staff', 'reference', 'patient'],
    `ward:${seven.id}`,
  ])
  await stolen.station.device.enrol(hospital.server.url, code, 'Trolley again')
  expect(stolen.station.device.enrolment?.deviceId).not.toBe(stolen.deviceId)
  await settled(stolen)
  run('ward.recordVitals', { ...stay, takenAt: Date.now(), pulse: 91 })
  await settled(stolen)
  expect(stolen.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
  expect(stolen.station.db.prepare('SELECT pulse FROM ward_vitals ORDER BY pulse').pluck().all()).toEqual([88, 91])
  expect(await flagsAtServer()).toHaveLength(1)
  expect(stolen.station.audit.verify()).toMatchObject({ ok: true })
})

it('given a workstation in use, when a ward is granted, then it knows without waiting for the poll', async () => {
  const nine = await hospital.ward('W9')
  const { deviceId } = stolen.station.device.enrolment as { deviceId: string }
  const held = () => stolen.station.device.scopes().find(({ scope }) => scope === `ward:${nine.id}`)?.state
  const scopes = ['staff', 'reference', 'patient', `ward:${seven.id}`, `ward:${nine.id}`]
  await hospital.grantByRoute(deviceId, { scopes })
  await until(() => held() === 'ready')
  await hospital.grantByRoute(deviceId, { scopes: scopes.slice(0, 4) })
  await until(() => held() === undefined)
})
