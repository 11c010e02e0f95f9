import { closeSync, copyFileSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { admit, BED_1, BED_2, endRig, makeRig, nurse, type Rig, register, syncUp } from '../sync/testing/rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
})
afterEach(() => endRig(rig))

const cache = () => join(rig.dir, 'cache.sqlite')
const reopen = () => {
  rig.station = rig.open()
}

it('given a cache that lost its last commit and a journal that has it, when the next patient is registered, then the printed number is not given again', () => {
  rig.server.down = true
  rig.station.close()
  copyFileSync(cache(), `${cache()}.before`)
  reopen()
  const printed = register(rig.station)
  rig.station.close()
  copyFileSync(`${cache()}.before`, cache())
  rmSync(`${cache()}-wal`, { force: true })
  reopen()
  expect(rig.station.outbox.counts().toSend).toBe(1)
  expect(register(rig.station, 'Silva').phn).not.toBe(printed.phn)
})

it('given an entry that was held back for a person, when the cache is damaged as a whole, then the journal still has it', async () => {
  const patient = register(rig.station)
  await syncUp(rig.station)
  rig.server.rejects.add('ward.admit')
  const { admissionId } = admit(rig.station, patient, BED_1)
  rig.station.execute('ward.transfer', 1, { admissionId, toBedId: BED_2 }, { actor: nurse })
  await syncUp(rig.station)
  expect(rig.station.outbox.list(9).find(({ name }) => name === 'ward.transfer')?.status).toBe('blocked')
  rig.station.close()
  reopen()
  rig.station.close()
  const handle = openSync(cache(), 'r+')
  writeSync(handle, Buffer.alloc(100, 0x5a), 0, 100, 0)
  closeSync(handle)
  reopen()
  expect(rig.station.outbox.list(9).map(({ name }) => name)).toContain('ward.transfer')
})

it('given a reader that keeps the log, when a withdrawn scope is wiped, then its traces stay due until the log is cut off', async () => {
  register(rig.station)
  await syncUp(rig.station)
  await syncUp(rig.station)
  const reader = new Sqlite(cache(), { readonly: true })
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM patients_patient').get()
  const { db } = rig.station
  const pragma = db.pragma.bind(db)
  const patience = () => pragma('busy_timeout', { simple: true })
  const patienceAtCheckpoints: unknown[] = []
  db.pragma = (source, options) => {
    if (source.startsWith('wal_checkpoint')) patienceAtCheckpoints.push(patience())
    return pragma(source, options)
  }
  rig.server.of('patients').granted = []
  for (let turn = 0; turn < 3; turn++) await syncUp(rig.station)
  expect(rig.station.db.prepare('SELECT count(*) FROM patients_patient').pluck().get()).toBe(0)
  expect(statSync(`${cache()}-wal`).size).toBeGreaterThan(0)
  expect(rig.station.meta.get('traces')).toBe('patients')
  // and no screen has waited for that reader, while a save still would
  expect(new Set(patienceAtCheckpoints)).toEqual(new Set([0]))
  expect(patience()).toBe(5000)
  reader.close()
  await syncUp(rig.station)
  expect(rig.station.meta.get('traces')).toBe('')
})

it('given a lease asked for in the old epoch, when its answer comes after a push has learnt of the new one, then it is not taken', async () => {
  const answer = rig.server.request.bind(rig.server)
  const epoch = () => rig.station.db.prepare(`SELECT epoch FROM sync_service WHERE service = 'patients'`).pluck().get()
  let late: { from: number } | null = null
  rig.server.request = async (asked) => {
    const got = await answer(asked)
    if (late || !asked.url.endsWith('/patients/sync/leases')) return got
    late = got.body as { from: number }
    rig.server.epoch = 'epoch-2'
    register(rig.station)
    for (let n = 0; n < 200 && epoch() !== 'epoch-2'; n++) await new Promise((done) => setTimeout(done, 5))
    return got
  }
  rig.station.db.prepare(`UPDATE lease SET next = last - 5`).run()
  await syncUp(rig.station)
  expect(epoch()).toBe('epoch-2')
  expect(late).not.toBeNull()
  const firsts = rig.station.db.prepare(`SELECT first FROM lease WHERE service = 'patients'`).pluck().all()
  expect(firsts).not.toContain((late as unknown as { from: number }).from)
})
