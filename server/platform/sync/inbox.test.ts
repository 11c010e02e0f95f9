import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registry } from '../../../src-shared/domains/registry.ts'
import type { FeedEntry } from '../../../src-shared/sync/protocol.ts'
import { patientsConstraints } from '../../services/patients/migrations/constraints.ts'
import { patientsMigrations } from '../../services/patients/migrations/index.ts'
import { wardConstraints } from '../../services/ward/migrations/constraints.ts'
import { wardMigrations } from '../../services/ward/migrations/index.ts'
import { withTestDatabase } from '../postgres/testing.ts'
import {
  ADMINISTRATOR,
  CLINICIAN,
  type Draft,
  NURSE,
  newId,
  openTestService,
  type TestService,
  TestStation,
} from './testing.ts'

const database = withTestDatabase()
let patients: TestService
let ward: TestService
beforeAll(async () => {
  patients = await openTestService(database, registry, {
    service: 'patients',
    migrations: patientsMigrations,
    constraints: patientsConstraints,
  })
  ward = await openTestService(database, registry, {
    service: 'ward',
    migrations: wardMigrations,
    constraints: wardConstraints,
  })
})
afterAll(() => Promise.all([patients?.close(), ward?.close()]))

const SCOPES = ['patient', 'inbox']
async function itemsFor(service: TestService, scopes: readonly string[], of: Draft | string): Promise<FeedEntry[]> {
  const commandId = typeof of === 'string' ? of : of.commandId
  const { entries } = await new TestStation('any').pull(service.runtime, scopes, 0, 10_000)
  return entries.filter(({ kind, row }) => kind.endsWith('.inboxItem') && (!commandId || row?.commandId === commandId))
}

let people = 0
async function registered(station: TestStation, change: Record<string, unknown> = {}) {
  const { from } = await patients.runtime.lease(station.deviceId, { clientId: station.clientId, sequence: 'phn' })
  const patientId = newId()
  const phn = registry.sequence('phn')?.format(from) ?? ''
  const input = { familyName: `Perera${++people}`, givenName: 'Kamala', sex: 'female', phone: '0771234567', ...change }
  const draft = { name: 'patients.register', input, ids: { patient: patientId }, numbers: { phn }, commandId: newId() }
  return { patientId, draft, response: await station.send(patients.runtime, draft) }
}
const phoneTo = (patientId: string, to: string): Draft => ({
  name: 'patients.update',
  input: { patientId, changes: { phone: { from: '0771234567', to } } },
  commandId: newId(),
})

describe('what was not simply applied', () => {
  it('given two stations that changed one phone offline, when both have sent, then one item has both values', async () => {
    const [here, there] = [new TestStation('patients'), new TestStation('patients')]
    const { patientId } = await registered(here)
    const [first, second] = [phoneTo(patientId, '0711111111'), phoneTo(patientId, '0722222222')]
    await here.send(patients.runtime, first)
    const { outcomes } = await there.send(patients.runtime, second)
    expect(outcomes).toMatchObject([{ status: 'flagged', flags: [{ code: 'PATIENT_FIELD_CHANGED' }] }])
    expect(await itemsFor(patients, SCOPES, first)).toEqual([])
    expect(await itemsFor(patients, SCOPES, second)).toMatchObject([
      {
        scope: 'patient',
        ver: outcomes[0]?.ver,
        row: {
          cause: 'conflict',
          sides: [{ field: 'phone', ours: '0722222222', theirs: '0711111111' }],
          ownerRole: 'cashier',
          state: 'open',
          patientId,
          deviceId: there.deviceId,
          actorId: NURSE.userId,
          subjectKind: 'patients.patient',
        },
      },
    ])
    const [item] = await itemsFor(patients, SCOPES, second)
    expect(JSON.parse(String(item?.row?.payload))).toEqual(second.input)
    expect(Number(item?.row?.dueAt) - Number(item?.row?.raisedAt)).toBe(72 * 3_600_000)
  })

  it('given an item, when it is settled, then it is closed for everybody; pushed again it changes nothing', async () => {
    const station = new TestStation('patients')
    const { patientId } = await registered(station)
    const late = phoneTo(patientId, '0733333333')
    await station.send(patients.runtime, phoneTo(patientId, '0711111111'), late)
    const close = {
      name: 'patients.closeInboxItem',
      input: { itemId: late.commandId, how: 'keptOurs' },
      actor: ADMINISTRATOR,
    }
    const envelope = station.envelope(close)
    for (let twice = 0; twice < 2; twice++)
      expect((await station.push(patients.runtime, [envelope])).outcomes).toMatchObject([{ status: 'applied' }])
    const [, settled, ...more] = await itemsFor(patients, SCOPES, late)
    expect(settled?.row).toMatchObject({ state: 'closed', closings: [{ how: 'keptOurs', by: ADMINISTRATOR.userId }] })
    expect(more).toEqual([])
  })

  it('given one person registered on two stations, when both have sent, then both stand and one item compares them', async () => {
    const person = { familyName: 'Fonseka', nic: '806380937V', birthDate: '1980-05-17' }
    const first = await registered(new TestStation('patients'), person)
    const second = await registered(new TestStation('patients'), { ...person, nic: '198063800937' })
    expect(second.response.outcomes).toMatchObject([
      { status: 'flagged', flags: [{ code: 'PATIENT_POSSIBLE_DUPLICATE' }] },
    ])
    const [item] = await itemsFor(patients, SCOPES, second.draft)
    expect(item?.row).toMatchObject({ otherId: first.patientId, patientId: second.patientId, cause: 'conflict' })
    expect(item?.row?.sides).toContainEqual({ field: 'nic', ours: '198063800937', theirs: '806380937V' })
    const { rows } = await patients.runtime.snapshot('patient', null, 10_000)
    const cards = rows.filter(({ row }) => row.familyName === 'Fonseka').map(({ row }) => row.nic)
    expect(cards).toEqual(['806380937V', null])
  })

  it('given an entry that cannot be trusted, then every workstation hears of it, and none gets what it says', async () => {
    const station = new TestStation('patients')
    const envelope = station.envelope({ name: 'patients.register', input: { familyName: 'Secret' } })
    await station.push(patients.runtime, [{ ...envelope, signature: 'AAAA' }])
    const items = await itemsFor(patients, ['inbox'], '')
    const [item] = items.filter(({ row }) => row?.deviceId === station.deviceId)
    expect(item?.row).toMatchObject({
      cause: 'quarantined',
      ownerRole: 'administrator',
      commandId: null,
      payload: null,
    })
    expect(JSON.stringify(items)).not.toContain('Secret')
  })

  it('given texts that no database holds, when refused, then the item is there and the queue goes on', async () => {
    const station = new TestStation('patients')
    const bad = {
      ...phoneTo(newId(), '0711111111'),
      input: { patientId: newId(), changes: { nic: { from: null, to: 'a\u0000\ud800' } } },
    }
    const { outcomes, expected } = await station.send(patients.runtime, bad)
    expect(outcomes).toMatchObject([{ status: 'rejected' }])
    expect(expected).toBe(2)
    const [item] = await itemsFor(patients, SCOPES, bad)
    expect(JSON.parse(String(item?.row?.payload))).toEqual(bad.input)
  })

  it('given a diagnosis that is refused, then no workstation is sent what it says', async () => {
    const station = new TestStation('patients')
    const input = { patientId: newId(), display: 'Tuberculosis', onsetAt: 'never' }
    const draft = { name: 'patients.recordCondition', input, actor: CLINICIAN, commandId: newId() }
    await station.send(patients.runtime, draft)
    const [item] = await itemsFor(patients, SCOPES, draft)
    expect(item).toMatchObject({ scope: 'inbox', row: { payload: null, patientName: null } })
  })

  it('given an import, when its facts breach a rule, then nobody is asked', async () => {
    const fact = {
      commandId: newId(),
      name: 'patients.recordAllergy',
      version: 1,
      input: { patientId: newId(), substance: 'Penicillin' },
      actor: ADMINISTRATOR,
      occurredAt: Date.now(),
    }
    expect((await patients.runtime.execute([{ ...fact, imported: true }]))[0]?.status).toBe('flagged')
    expect(await itemsFor(patients, SCOPES, fact)).toEqual([])
    const own = { ...fact, commandId: newId(), input: { ...fact.input, patientId: newId() } }
    await patients.runtime.execute([own])
    expect(await itemsFor(patients, SCOPES, own)).toHaveLength(1)
  })
})

describe('on the ward', () => {
  it('given observations of a patient who has left, when they arrive, then they stand, and the ward is told', async () => {
    const station = new TestStation('ward')
    const [wardId, bed, admission, patientId] = [newId(), newId(), newId(), newId()]
    const { from } = await ward.runtime.lease(station.deviceId, { clientId: station.clientId, sequence: 'bht' })
    const patient = {
      phn: 'P1',
      familyName: 'Perera',
      givenName: 'Kamala',
      title: null,
      sex: 'female',
      birthDate: null,
    }
    const stage = (name: string, by: Draft['actor']): Draft => ({
      name: 'ward.discharge',
      input: { admissionId: admission, stage: name },
      actor: { userId: newId(), roles: by?.roles ?? [] },
    })
    const late: Draft = {
      name: 'ward.recordVitals',
      input: { admissionId: admission, patientId, takenAt: Date.now() + 60_000, pulse: 70 },
      commandId: newId(),
      occurredAt: Date.now() + 60_000,
    }
    const { outcomes } = await station.send(
      ward.runtime,
      {
        name: 'ward.defineWard',
        input: { code: 'W1', name: 'Ward 1', rooms: [{ name: '1', beds: ['1'] }] },
        ids: { ward: wardId, 'bed:1': bed },
        actor: ADMINISTRATOR,
      },
      {
        name: 'ward.admit',
        input: { patientId, patient, wardId, bedId: bed },
        ids: { admission },
        numbers: { bht: registry.sequence('bht')?.format(from) ?? '' },
      },
      stage('clinical', CLINICIAN),
      stage('nursing', NURSE),
      stage('pharmacy', { userId: newId(), roles: ['pharmacist'] }),
      stage('billing', { userId: newId(), roles: ['cashier'] }),
      stage('physical', NURSE),
      late,
    )
    expect(outcomes.map(({ status }) => status)).toEqual([...Array(7).fill('applied'), 'flagged'])
    const [item] = await itemsFor(ward, [`ward:${wardId}`], late)
    expect(item?.row).toMatchObject({
      problems: [{ code: 'WARD_AFTER_DISCHARGE' }],
      ownerRole: 'nurse',
      patientName: 'PERERA, Kamala',
      subjectId: admission,
    })
    const { rows } = await ward.runtime.snapshot('history', null, 100)
    expect(rows).toContainEqual(
      expect.objectContaining({ row: expect.objectContaining({ pulse: 70, admissionId: admission }) }),
    )
  })
})
