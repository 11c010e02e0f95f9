import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LocalKeys } from '../outbox/local-keys.ts'
import { allMigrations, endRig, makeRig, type Rig, register, rowsOf, syncUp } from '../sync/testing/rig.ts'
import { openDatabase } from './database.ts'
import { platformMigrations } from './platform-migrations.ts'

let rig: Rig
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
  rig.server.down = true
})
afterEach(() => endRig(rig))

const nextVersion = (sql: string) => [...allMigrations, { id: 'patients/0003-more', service: 'patients', sql }]
const openNext = (sql: string, refetch = false) => {
  const migrations = nextVersion(sql).map((step) => (step.id.endsWith('more') ? { ...step, refetch } : step))
  return rig.open({ version: '1.1.0', migrations })
}

it('given an older cache, when a newer version opens it, then it migrates, the rows stay and a copy of the file is kept', () => {
  register(rig.station)
  rig.station.close()
  rig.station = openNext('ALTER TABLE patients_patient ADD COLUMN blood_group TEXT')
  expect(rowsOf(rig.station, 'patients_patient')).toMatchObject([
    { family_name: 'Perera', blood_group: null, pending: 1 },
  ])
  expect(existsSync(join(rig.dir, 'cache.sqlite.before-migration'))).toBe(true)
})

it('given steps of which the last fails, then the cache is as before all of them and the old version goes on with it', () => {
  register(rig.station)
  rig.station.close()
  const broken = 'ALTER TABLE patients_patient ADD COLUMN blood_group TEXT; INSERT INTO nowhere VALUES (1)'
  expect(() => openNext(broken)).toThrow(
    expect.objectContaining({
      problem: {
        code: 'MIGRATION_FAILED',
        params: { id: 'patients/0003-more', reason: expect.stringContaining('nowhere') },
      },
    }),
  )
  rig.station = rig.open()
  expect(rowsOf(rig.station, 'patients_patient')).toMatchObject([{ family_name: 'Perera', pending: 1 }])
  expect(rowsOf(rig.station, 'patients_patient')[0]).not.toHaveProperty('blood_group')
  expect(rig.station.outbox.counts().toSend).toBe(1)
})

it('given a cache of a newer version, when an older one opens it, then CACHE_TOO_NEW and the file is untouched', () => {
  rig.station.close()
  openNext('CREATE TABLE later (id TEXT)').close()
  expect(() => rig.open()).toThrow(
    expect.objectContaining({ problem: { code: 'CACHE_TOO_NEW', params: { found: '1.1.0', known: '1.0.0' } } }),
  )
  rig.station = openNext('CREATE TABLE later (id TEXT)')
})

it('given a step that was edited after it was applied, then it is refused by name', () => {
  rig.station.close()
  const edited = allMigrations.map((step) => (step.id === 'ward/0001-rows' ? { ...step, sql: `${step.sql} ` } : step))
  expect(() => rig.open({ migrations: edited })).toThrow('MIGRATION_FAILED')
  rig.station = rig.open()
})

it('given a step that adds what older rows lack, then the service’s scopes are fetched again', async () => {
  rig.station.close()
  rig.station = openNext('ALTER TABLE patients_patient ADD COLUMN blood_group TEXT', true)
  expect(rig.station.device.scopes()).toContainEqual(expect.objectContaining({ scope: 'patient', state: 'loading' }))
  rig.server.down = false
  await syncUp(rig.station)
  expect(rig.station.device.scopes()).toContainEqual(expect.objectContaining({ scope: 'patient', state: 'ready' }))
})

it('given a cache of version 1.0 with unsent entries, when it opens, then what they touch moves into their own rows', () => {
  const db = openDatabase(join(rig.dir, 'old.sqlite'))
  const [outbox, sync, local, lean] = platformMigrations
  for (const step of [outbox, sync, local]) db.exec(step?.sql ?? '')
  db.exec(`INSERT INTO outbox (seq, command_id, service, name, version, class, actor_id, occurred_at, record, hash, signature, status, overlay)
      VALUES (7, 'c', 'ward', 'ward.admit', 1, 'edit', 'a', 0, '{}', 'h', 's', 'waiting', 1);
    INSERT INTO outbox_key VALUES ('ward.bed/b', 7, 1), ('ward.patient/p', 7, 0), ('ward.admission/a', 7, 1);
    INSERT INTO outbox_made VALUES ('a', 7)`)
  db.exec(lean?.sql ?? '')
  const keys = new LocalKeys(db)
  expect(keys.of(7)).toEqual({
    service: 'ward',
    reads: ['ward.patient/p'],
    writes: ['ward.admission/a', 'ward.bed/b'],
    made: ['a'],
  })
  expect([...keys.touching('ward.patient/p')]).toEqual([7])
  expect(keys.makerOf('a')).toBe(7)
  db.close()
})
