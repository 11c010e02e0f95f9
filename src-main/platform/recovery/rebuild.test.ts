import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import {
  admit,
  BED_1,
  BED_2,
  endRig,
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
})
afterEach(() => endRig(rig))

const begin = () => rig.station.rebuild.begin({ actor: nurse })
const running = () => rig.station.rebuild.view().running
const statuses = () =>
  Object.fromEntries(rig.station.outbox.list(50).map(({ commandId, status }) => [commandId, status]))
const tables = ['patients_patient', 'ward_ward', 'ward_room', 'ward_bed', 'ward_admission', 'ward_vitals']
/** A cache's own row numbers are its own. */
const allRows = () =>
  tables.map((table) => rowsOf(rig.station, table).map(({ search_id: _own, ...row }) => ({ table, ...row })))
const restart = () => {
  rig.station.close()
  rig.station = rig.open()
}
const auditOf = () => rig.station.db.prepare(`SELECT action, subject FROM audit WHERE action LIKE 'cache.%'`).all()

/** One entry of each state, and a draft. */
async function entriesOfEveryState() {
  const accepted = register(rig.station, 'Accepted')
  await syncUp(rig.station)
  rig.server.rejects.add('ward.admit')
  const { admissionId } = admit(rig.station, accepted, BED_1)
  rig.station.execute('ward.transfer', 1, { admissionId, toBedId: BED_2 }, { actor: nurse })
  await syncUp(rig.station)
  rig.server.rejects.clear()
  rig.server.losesAnswerOf.push('/patients/sync/push')
  const sent = register(rig.station, 'Sent')
  rig.server.down = true
  await syncUp(rig.station)
  // it waits for the registration, which has no answer yet
  admit(rig.station, sent, BED_2)
  rig.station.drafts.put(nurse.userId, 'vitals', '{"pulse":"7"}')
}

it('given entries of every state and a draft, when the cache is rebuilt, cut off and killed half-way, then all of them are there and are sent', async () => {
  await entriesOfEveryState()
  const before = statuses()
  expect(new Set(Object.values(before))).toEqual(new Set(['accepted', 'rejected', 'blocked', 'sent', 'waiting']))
  rig.server.down = false
  rig.server.downServices.add('patients')
  rig.server.snapshotLimit = 1
  begin()
  await syncUp(rig.station)
  expect(running()).not.toBeNull()
  restart()
  expect(running()).not.toBeNull()
  expect(statuses()).toEqual(before)
  expect(rig.station.drafts.get(nurse.userId, 'vitals')).toBe('{"pulse":"7"}')

  rig.server.downServices.clear()
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(running()).toBeNull()
  expect(rig.station.rebuild.view().endedAt).toBe(rig.time.now)
  const sent = { sent: 'accepted', waiting: 'accepted' } as Record<string, string>
  expect(statuses()).toEqual(Object.fromEntries(Object.entries(before).map(([id, was]) => [id, sent[was] ?? was])))
  expect(rig.server.of('patients').rows.size).toBe(2)
  expect(rowsOf(rig.station, 'ward_bed')[1]).toMatchObject({ state: 'occupied', pending: 0 })
  expect(auditOf()).toEqual([
    { action: 'cache.rebuild', subject: null },
    { action: 'cache.rebuilt', subject: null },
  ])
  expect(rig.station.audit.verify()).toMatchObject({ ok: true })
})

it('given an unsent entry, when the cache is rebuilt while the server is away, then the rows can be read, and it waits', async () => {
  const patient = register(rig.station)
  await syncUp(rig.station)
  rig.server.down = true
  const { admissionId } = admit(rig.station, patient, BED_1)
  const shown = allRows()
  begin()
  await syncUp(rig.station)
  expect(allRows()).toEqual(shown)
  expect(running()).not.toBeNull()
  observe(rig.station, patient.patientId, admissionId)
  rig.server.down = false
  await syncUp(rig.station)
  expect(running()).toBeNull()
  expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
  expect(rowsOf(rig.station, 'ward_vitals')).toHaveLength(1)
})

it('given rows that were lost, changed and made up, and a sum that is wrong, when the cache is rebuilt, then it is the server’s again', async () => {
  const patient = register(rig.station)
  register(rig.station, 'Silva')
  const { admissionId } = admit(rig.station, patient, BED_1)
  observe(rig.station, patient.patientId, admissionId)
  await syncUp(rig.station)
  const right = allRows()
  const { db } = rig.station
  db.exec(`UPDATE patients_patient SET given_name = 'Wrong' WHERE family_name = 'Silva'`)
  db.exec('DELETE FROM ward_vitals')
  db.exec(`INSERT INTO ward_room SELECT '${testId(9)}', ward_id, 'Ghost', isolation, 0, scope, 1 FROM ward_room`)
  db.exec(`UPDATE sync_scope SET a = a + 7, rows = rows + 1 WHERE service = 'ward'`)
  restart()
  begin()
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(running()).toBeNull()
  expect(allRows()).toEqual(right)
  expect(rig.notices).toEqual([])
})

it('given a first snapshot that is half-way, when a rebuild begins, then no row that its first pages brought is taken for gone', async () => {
  for (let n = 0; n < 6; n++) register(rig.station, `Patient ${n}`)
  await syncUp(rig.station)
  rig.station.close()
  rmSync(join(rig.dir, 'cache.sqlite'))
  rig.server.snapshotLimit = 1
  rig.server.requests.length = 0
  rig.station = rig.open()
  rig.station.sync.start()
  const pages = () => rig.server.requests.filter(({ url }) => url.includes('snapshot?scope=patient')).length
  while (pages() < 3) await Promise.resolve()
  expect(rowsOf(rig.station, 'patients_patient').length).toBeGreaterThan(0)
  begin()
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(running()).toBeNull()
  expect(rowsOf(rig.station, 'patients_patient')).toHaveLength(6)
  expect(rig.notices).toEqual([])
})

it('given that the server asks for it, when it pulls, then it rebuilds once, and tells that it did', async () => {
  const id = testId(500)
  rig.server.asks = [
    { id: testId(499), kind: 'something newer' },
    { id, kind: 'rebuild' },
  ]
  await syncUp(rig.station)
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(auditOf()).toEqual([
    { action: 'cache.rebuild', subject: id },
    { action: 'cache.rebuilt', subject: id },
  ])
  restart()
  await syncUp(rig.station)
  expect(auditOf()).toHaveLength(2)
  const last = new URL(rig.server.requests.filter(({ url }) => url.includes('/pull')).at(-1)?.url ?? '').searchParams
  expect(Object.fromEntries(last)).toMatchObject({ rebuilt: id, rebuilding: '0', queue: '0', version: '1.0.0' })
})

it('given a file that is damaged itself, when a rebuild is asked for, then CACHE_DAMAGED, and nothing was begun', () => {
  const { db } = rig.station
  register(rig.station)
  db.pragma('wal_checkpoint(TRUNCATE)')
  const page = db
    .prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'patients_condition'`)
    .pluck()
    .get() as number
  const file = openSync(join(rig.dir, 'cache.sqlite'), 'r+')
  writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, (page - 1) * 4096)
  closeSync(file)
  db.pragma('shrink_memory')
  rig.server.asks = [{ id: testId(500), kind: 'rebuild' }]
  expect(begin).toThrow(expect.objectContaining({ problem: { code: 'CACHE_DAMAGED', params: {} } }))
  expect(running()).toBeNull()
})

it('given a rebuild that fails at its end, then a person is told, once, and it ends when it can', async () => {
  register(rig.station)
  const { db } = rig.station
  begin()
  // its last step writes to a table that is not to be written at this moment
  db.exec(
    `CREATE TRIGGER broken BEFORE INSERT ON meta WHEN new.key = 'rebuild.last' BEGIN SELECT raise(ABORT, 'no ending'); END`,
  )
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(running()).not.toBeNull()
  expect(rig.notices).toHaveLength(1)
  db.exec('DROP TRIGGER broken')
  await syncUp(rig.station)
  expect(running()).toBeNull()
  expect(rig.notices).toHaveLength(1)
})
