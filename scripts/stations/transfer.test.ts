import { afterAll, beforeAll, expect, it } from 'vitest'
import { holdsAllergies, patientFaces } from '../../src-main/domains/patients/index.ts'
import { wardBoard } from '../../src-main/domains/ward/queries/board.ts'
import { filesWith } from '../../src-main/platform/recovery/testing/files-with.ts'
import { openHospital, settled, type TestWorkstation } from './hospital.ts'

const NAME = 'Qanarywardena'
let hospital: Awaited<ReturnType<typeof openHospital>>
let seven: Awaited<ReturnType<typeof hospital.ward>>
let nine: Awaited<ReturnType<typeof hospital.ward>>
let old: TestWorkstation
let next: TestWorkstation

beforeAll(async () => {
  hospital = await openHospital('transfer')
  seven = await hospital.ward('W7')
  nine = await hospital.ward('W9')
  old = await hospital.workstation('Ward 7 desk', [`ward:${seven.id}`, 'patient'])
  next = await hospital.workstation('Ward 9 desk', [`ward:${nine.id}`])
  await settled(old)
  await settled(next)
})
afterAll(() => hospital.close())

const run = ({ station }: TestWorkstation, name: string, input: object) =>
  station.execute(name, 1, input, hospital.nurse).result
const rows = ({ station }: TestWorkstation, table: string) =>
  station.db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]

function board({ station }: TestWorkstation, wardId: string) {
  const scopes = station.device.scopes()
  const faces = (ids: readonly string[]) => patientFaces(station.db, ids, holdsAllergies(scopes))
  const look = { db: station.db, scopes, faces, now: Date.now(), offsetMinutes: 330, utcOffsetMinutes: 330 }
  return wardBoard(look as unknown as Parameters<typeof wardBoard>[0], wardId)
}

it('given a ward that is offline while its patient is moved, when it records vitals, then they arrive on the stay in the new ward, once', async () => {
  const person = { familyName: NAME, givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' }
  const { patientId, phn } = run(old, 'patients.register', person) as { patientId: string; phn: string }
  const stay = { patientId, patient: { ...person, phn }, wardId: seven.id, bedId: seven.beds[0], reason: NAME }
  const { admissionId } = run(old, 'ward.admit', stay) as { admissionId: string }
  run(old, 'patients.recordAllergy', { patientId, substance: 'Penicillin' })
  await settled(old)

  old.station.sync.stop()
  await hospital.execute('ward.transfer', { admissionId, toBedId: nine.beds[0] })
  const { vitalsId } = run(old, 'ward.recordVitals', { patientId, admissionId, takenAt: Date.now(), pulse: 88 })
  expect(rows(old, 'ward_vitals')).toMatchObject([{ id: vitalsId, admission_id: admissionId, pending: 1 }])
  await settled(old)
  await settled(next)
  await settled(old)

  for (const table of ['ward_admission', 'ward_vitals', 'ward_patient', 'ward_transfer'])
    expect([table, rows(old, table)]).toEqual([table, []])
  expect(rows(next, 'ward_vitals')).toMatchObject([{ id: vitalsId, admission_id: admissionId, pending: 0 }])
  expect(rows(next, 'ward_admission')).toMatchObject([{ id: admissionId, ward_id: nine.id }])
  expect(old.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
})

it('given that the new ward has not received the patients, then its board says "allergies unavailable", and the truth once it has', async () => {
  const occupant = () => JSON.stringify(board(next, nine.id))
  expect(occupant()).toContain('"allergies":"unavailable"')
  next.cut.add('/v1/patients/')
  const scopes = ['staff', 'reference', 'patient', `ward:${nine.id}`]
  await hospital.grant(next.deviceId, 'identity.grantScopes', { scopes })
  await next.station.sync.syncNow()
  expect(occupant()).toContain('"allergies":"unavailable"')
  next.cut.clear()
  await settled(next)
  expect(occupant()).toContain('"allergies":"known"')
  expect(occupant()).not.toContain('unavailable')
})

it('given the old ward, when the patient has left it, then what it recorded itself is sealed and no word of the stay is in its files', async () => {
  const scopes = ['staff', 'reference', `ward:${seven.id}`]
  expect(rows(old, 'outbox').map(({ name, record }) => [name, String(record).startsWith('sealed:')])).toEqual([
    ['patients.register', false],
    ['ward.admit', true],
    ['patients.recordAllergy', false],
    ['ward.recordVitals', true],
  ])
  await hospital.grant(old.deviceId, 'identity.grantScopes', { scopes })
  await settled(old)
  await old.station.sync.syncNow()
  expect(rows(old, 'outbox').map(({ record }) => String(record).startsWith('sealed:'))).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(filesWith(old.dir, NAME)).toEqual([])
  expect(filesWith(old.dir, 'Penicillin')).toEqual([])
})

it('given a server that has lost all of it, when the epoch has changed, then the sealed commands are sent again and stand', async () => {
  const ward = hospital.server.services.get('ward')
  const before = (await ward?.pool.query('SELECT id, admission_id, pulse FROM vitals'))?.rows
  await ward?.pool.query('DELETE FROM vitals')
  await ward?.pool.query(
    `DELETE FROM outcome WHERE command_id IN (SELECT command_id FROM outcome ORDER BY ver DESC LIMIT 1)`,
  )
  old.station.db.exec(`UPDATE sync_service SET epoch = 'an older life' WHERE service = 'ward'`)
  await settled(old)
  expect((await ward?.pool.query('SELECT id, admission_id, pulse FROM vitals'))?.rows).toEqual(before)
  expect(rows(old, 'outbox').map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
  expect(filesWith(old.dir, NAME)).toEqual([])
})
