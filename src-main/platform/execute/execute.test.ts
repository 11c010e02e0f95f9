import { createPrivateKey, createPublicKey } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sentRecordSchema } from '../../../src-shared/sync/envelope.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { realCrypto } from '../ports.ts'
import {
  admit,
  BED_1,
  BED_2,
  endRig,
  enrolledVault,
  makeRig,
  nurse,
  observe,
  type Rig,
  register,
  rowsOf,
  syncUp,
} from '../sync/testing/rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
  rig.server.down = true
})
afterEach(() => endRig(rig))

const problem = (code: string, params: object = {}) => ({
  problem: expect.objectContaining({ code, params: expect.objectContaining(params) }),
})
const count = (table: string) => rig.station.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()

it('given an input with a wrong field, then it names the field and keeps nothing', () => {
  const wrong = () =>
    rig.station.execute('patients.register', 1, { familyName: 'Perera', sex: 'blue' }, { actor: nurse })
  expect(wrong).toThrow(expect.objectContaining(problem('INPUT_INVALID', { detail: expect.stringContaining('sex') })))
  expect([count('outbox'), count('audit')]).toEqual([0, 0])
})

it('given a role without the right, an unknown command, or one of the server only, then it is refused', () => {
  const cashier = { userId: nurse.userId, roles: ['cashier' as const] }
  const vitals = { patientId: testId(5), admissionId: null, takenAt: 0, pulse: 70 }
  expect(() => rig.station.execute('ward.recordVitals', 1, vitals, { actor: cashier })).toThrow('NOT_ALLOWED')
  expect(() => rig.station.execute('ward.recordVitals', 9, vitals, { actor: nurse })).toThrow('COMMAND_UNKNOWN')
  expect(() => rig.station.execute('identity.addUser', 1, {}, { actor: nurse })).toThrow('COMMAND_UNKNOWN')
})

it('given a workstation that is not enrolled, then nothing is executed', () => {
  rig.station.close()
  rig.station = rig.open({ vault: { ...enrolledVault, readEnrolment: () => null } })
  expect(() => register(rig.station)).toThrow('NOT_ENROLLED')
})

it('given a bed that is taken here, when a second admission takes it, then the rule refuses and nothing is kept', () => {
  admit(rig.station, register(rig.station), BED_1)
  const before = [count('outbox'), count('audit'), count('ward_admission')]
  const second = register(rig.station, 'Silva')
  expect(() => admit(rig.station, second, BED_1)).toThrow()
  expect([count('outbox'), count('audit'), count('ward_admission')]).toEqual([
    (before[0] as number) + 1,
    (before[1] as number) + 1,
    before[2],
  ])
  expect(admit(rig.station, second, BED_2).admissionId).toBeTruthy()
})

it('given a refused command that had taken a number, then the next takes the same: no number is lost', () => {
  const first = register(rig.station).phn
  const next = rig.station.db.prepare(`SELECT next FROM lease WHERE sequence = 'phn'`).pluck()
  const before = next.get()
  expect(() =>
    rig.station.execute(
      'patients.register',
      1,
      { familyName: 'Perera', sex: 'female', identity: 'newborn', motherId: testId(9), birthDate: '2026-03-01' },
      { actor: nurse },
    ),
  ).toThrow()
  expect(next.get()).toBe(before)
  expect(register(rig.station, 'Silva').phn).not.toBe(first)
})

it('given no numbers left, then NUMBERS_EXHAUSTED', () => {
  rig.station.db.prepare('UPDATE lease SET next = last + 1').run()
  expect(() => register(rig.station)).toThrow(
    expect.objectContaining(problem('NUMBERS_EXHAUSTED', { sequence: 'phn' })),
  )
})

it('given a saved command, when it is sent, then its record is whole, its hash is right and its signature is the workstation’s', async () => {
  const patient = register(rig.station)
  const { admissionId } = admit(rig.station, patient, BED_1)
  observe(rig.station, patient.patientId, admissionId)
  rig.server.down = false
  await syncUp(rig.station)
  const found = rig.station.db.prepare('SELECT record, hash, signature FROM outbox ORDER BY seq DESC LIMIT 1').get()
  const { record, hash, signature } = found as { record: string; hash: string; signature: string }
  const parsed = sentRecordSchema.parse(JSON.parse(record))
  expect(parsed).toMatchObject({ name: 'ward.recordVitals', allotted: { ids: { vitals: expect.any(String) } } })
  expect(parsed.baseVersions[`ward.admission/${admissionId}`]).toBe(0)
  const crypto = realCrypto()
  expect(crypto.sha256Hex(record)).toBe(hash)
  const publicKey = publicKeyOf(enrolledVault.readKey() as string)
  expect(crypto.verify(publicKey, hash, signature)).toBe(true)
  expect(crypto.verify(publicKey, hash.replace(/./, 'x'), signature)).toBe(false)
})

it('given commands, then the audit chain verifies; when one entry is changed or taken out, then it tells which', () => {
  register(rig.station)
  register(rig.station, 'Silva')
  register(rig.station, 'Fernando')
  expect(rig.station.audit.verify()).toEqual({ ok: true, entries: 3 })
  rig.station.db.prepare(`UPDATE audit SET entry = json_set(entry, '$.actor', 'somebody') WHERE seq = 2`).run()
  expect(rig.station.audit.verify()).toMatchObject({ ok: false, seq: 2 })
  rig.station.db.prepare('DELETE FROM audit WHERE seq = 2').run()
  expect(rig.station.audit.verify()).toMatchObject({ ok: false, seq: 3 })
})

it('given a saved command, then changes names its kinds, and its rows are marked as pending', () => {
  const heard: string[][] = []
  rig.station.changes.on(({ kinds }) => heard.push(kinds))
  register(rig.station)
  expect(heard).toEqual([['patients.patient']])
  expect(rowsOf(rig.station, 'patients_patient')).toMatchObject([{ pending: 1, rev: 0, scope: 'patient' }])
})

it('given a draft of one user, then another does not see it, and it survives a restart', () => {
  rig.station.drafts.put(nurse.userId, 'vitals', '{"pulse":70}')
  rig.station.close()
  rig.station = rig.open()
  expect(rig.station.drafts.get(nurse.userId, 'vitals')).toBe('{"pulse":70}')
  expect(rig.station.drafts.get(testId(8), 'vitals')).toBeNull()
  rig.station.drafts.remove(nurse.userId, 'vitals')
  expect(rig.station.drafts.list(nurse.userId)).toEqual([])
})

function publicKeyOf(privateKey: string): string {
  // Ed25519 PKCS #8 as Node writes it holds only the seed; the public key is derived
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
}
