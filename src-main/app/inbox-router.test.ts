import { argon2id } from 'hash-wasm'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Pin, User } from '../../src-shared/domains/identity/index.ts'
import { Patient } from '../../src-shared/domains/patients/index.ts'
import { type InboxItemRow, inboxKind } from '../../src-shared/kernel/inbox.ts'
import { testId } from '../../src-shared/testing/memory-store.ts'
import { BED_1, endRig, MORNING, makeRig, type Rig, rowsOf, syncUp, WARD } from '../platform/sync/testing/rig.ts'
import { callerOf, onShift } from './testing/caller.ts'

const HOUR = 3_600_000
const [NURSE, CLERK, KAMALA, ITEM] = [2, 4, 10, 50].map(testId) as [string, string, string, string]
const PLACE = { service: 'patients', itemId: ITEM }
let verifier: string
let rig: Rig
let api: ReturnType<typeof callerOf>
beforeAll(async () => {
  const cheap = { parallelism: 1, iterations: 1, memorySize: 64, hashLength: 16, outputType: 'encoded' } as const
  verifier = await argon2id({ password: '4711', salt: new Uint8Array(16), ...cheap })
})
beforeEach(async () => {
  rig = makeRig()
  const people = rig.server.of('identity')
  for (const [id, username, role] of [
    [NURSE, 'nimali', 'nurse'],
    [CLERK, 'cash', 'cashier'],
  ] as const) {
    people.put(User, { id, username, displayName: username, roles: [role], active: true } as never)
    people.put(Pin, { id: testId(username.length + 60), userId: id, verifier } as never)
  }
  rig.server.of('patients').put(Patient, kamala as never)
  await syncUp(rig.station)
  onShift(rig, NURSE, CLERK)
  api = callerOf(rig)
})
afterEach(() => endRig(rig))

const as = (username: string) => api.session.switchUser({ username, pin: '4711' })
async function told(change: Partial<InboxItemRow> = {}) {
  const row = { ...item, ...change }
  rig.server.of('patients').ver += 1
  rig.server.of('patients').put(inboxKind('patients'), row as never)
  await syncUp(rig.station)
}

const kamala = {
  ...{ id: KAMALA, phn: '1000001V', familyName: 'Perera', givenName: 'Kamala', title: null, sex: 'female' },
  ...{ birthDate: null, birthDateEstimated: false, nic: null, phone: '0711111111', locality: null },
  ...{ nextOfKinName: null, nextOfKinPhone: null, identity: 'known', motherId: null, birthOrder: null },
  ...{ allergyStatus: 'none', deceasedAt: null, status: 'active', mergedInto: null, registeredAt: MORNING },
  sourceId: null,
}
const item: InboxItemRow = {
  id: ITEM,
  commandId: ITEM,
  commandName: 'patients.update',
  commandVersion: 1,
  cause: 'conflict',
  problems: [{ code: 'PATIENT_FIELD_CHANGED', params: { field: 'the phone number', theirs: '0711111111' } }],
  sides: [{ field: 'phone', ours: '0722222222', theirs: '0711111111' }],
  otherId: null,
  ownerRole: 'cashier',
  raisedAt: MORNING,
  dueAt: MORNING + 72 * HOUR,
  subjectKind: 'patients.patient',
  subjectId: KAMALA,
  patientId: KAMALA,
  patientName: 'PERERA, Kamala',
  actorId: NURSE,
  deviceId: testId(3),
  occurredAt: MORNING,
  payload: JSON.stringify({ patientId: KAMALA, changes: { phone: { from: null, to: '0722222222' } } }),
  audience: 'patient',
  state: 'open',
  closings: [],
}

describe('the inbox', () => {
  it('given an item of the front desk, when listed, then the front desk sees it in words, and a nurse does not', async () => {
    await told()
    await as('nimali')
    expect((await api.inbox.list()).items).toEqual([])
    await as('cash')
    expect((await api.inbox.list()).items).toMatchObject([
      {
        itemId: ITEM,
        actorName: 'nimali',
        canKeepOurs: true,
        canRedo: false,
        problems: [{ cause: 'Somebody else has changed the phone number meanwhile; it is now “0711111111”.' }],
      },
    ])
  })

  it('given two items, when listed, then the most urgent is first; offline, it says since when', async () => {
    await told({ dueAt: MORNING + 72 * HOUR })
    await told({ id: testId(51), commandId: testId(51), dueAt: MORNING + HOUR })
    await as('cash')
    expect((await api.inbox.list()).items.map(({ itemId }) => itemId)).toEqual([testId(51), ITEM])
    expect((await api.inbox.list()).offlineSince).toBeNull()
    rig.server.down = true
    await syncUp(rig.station)
    expect((await api.inbox.list()).offlineSince).not.toBeNull()
  })

  it('given a conflict, when our value is kept, then it stands in the record and the item is settled, here and there', async () => {
    await told()
    await as('cash')
    await api.inbox.keepOurs(PLACE)
    expect(rowsOf(rig.station, 'patients_patient')).toMatchObject([{ phone: '0722222222' }])
    expect((await api.inbox.list()).items).toEqual([])
    await syncUp(rig.station)
    const { rows } = rig.server.of('patients')
    expect(rows.get(`patients.patient/${KAMALA}`)?.row).toMatchObject({ phone: '0722222222' })
    expect(rows.get(`patients.inboxItem/${ITEM}`)?.row).toMatchObject({ state: 'closed' })
  })

  it('given a record that has changed again, when our value is kept, then it is refused with theirs, and stays open', async () => {
    await told({ sides: [{ field: 'phone', ours: '0722222222', theirs: '0799999999' }] })
    await as('cash')
    await expect(api.inbox.keepOurs(PLACE)).rejects.toThrow('PATIENT_FIELD_CHANGED')
    expect((await api.inbox.list()).items).toHaveLength(1)
  })

  it('given a refused entry, when it is entered again, then it is made now, by whoever does it', async () => {
    const changes = { title: { from: null, to: 'Mrs' } }
    await told({ cause: 'rejected', sides: [], payload: JSON.stringify({ patientId: KAMALA, changes }) })
    await as('cash')
    await api.inbox.redo(PLACE)
    expect(rowsOf(rig.station, 'patients_patient')).toMatchObject([{ title: 'Mrs' }])
    expect((await api.inbox.list()).items).toEqual([])
  })

  it('given another role, or nothing said, when settled, then it is refused', async () => {
    await told()
    await as('nimali')
    await expect(api.inbox.close({ ...PLACE, how: 'discarded', note: 'a slip' })).rejects.toThrow('INBOX_NOT_OWNER')
    await as('cash')
    await expect(api.inbox.close({ ...PLACE, how: 'discarded' })).rejects.toThrow('INPUT_INVALID')
    await api.inbox.close({ ...PLACE, how: 'keptTheirs', note: 'asked the patient' })
    expect((await api.inbox.list()).items).toEqual([])
  })
})

describe('entries of this workstation', () => {
  it('given one that the server refused, when nobody has it as a task yet, then it is in the inbox here', async () => {
    await as('nimali')
    rig.server.rejects.add('patients.register')
    const { commandId } = await api.patients.register({ familyName: 'Silva', sex: 'male' })
    await syncUp(rig.station)
    expect((await api.inbox.list()).items).toMatchObject([{ itemId: null, cause: 'rejected', key: commandId }])
    // when the item arrives, it stands in the place of the entry, and only its owner has it
    await told({ id: commandId, commandId, commandName: 'patients.register', cause: 'rejected', sides: [] })
    expect((await api.inbox.list()).items).toEqual([])
    expect((await api.outbox.list())[0]).toMatchObject({ status: 'rejected', inbox: { ownerRole: 'cashier' } })
  })

  it('given an entry whose answer was lost, when the server is away, then it is said to wait, not to be sent', async () => {
    await as('nimali')
    rig.server.down = true
    await api.patients.register({ familyName: 'Silva', sex: 'male' })
    await syncUp(rig.station)
    rig.station.db.prepare(`UPDATE outbox SET status = 'sent'`).run()
    expect((await api.outbox.list()).map(({ status }) => status)).toEqual(['waiting'])
    expect(rig.station.outbox.counts().toSend).toBe(1)
  })

  it('given a patient whose bed somebody else took, when the board is looked at, then the patient is there without a bed', async () => {
    await as('nimali')
    rig.server.down = true
    const { result } = await api.patients.register({ familyName: 'Silva', sex: 'male' })
    const patient = { phn: result.phn ?? '', familyName: 'Silva', givenName: '', sex: 'male', birthDate: null } as const
    await api.ward.admit({ patientId: result.patientId ?? '', patient, wardId: WARD, bedId: BED_1 })
    const ward = rig.server.of('ward')
    const bed = ward.rows.get(`ward.bed/${BED_1}`)
    ward.ver += 1
    if (bed) ward.put(bed.kind, { ...bed.row, state: 'occupied', admissionId: testId(99) } as never)
    rig.server.down = false
    await syncUp(rig.station)
    const board = await api.ward.board({ wardId: WARD })
    expect(board.unplaced).toMatchObject([{ patient: { familyName: 'Silva' } }])
    expect(board.beds.map(({ occupant }) => occupant)).toEqual([null, null])
  })
})
