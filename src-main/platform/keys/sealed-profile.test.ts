import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { realDisk } from '../sqlite/real-disk.ts'
import { admit, BED_1, endRig, makeRig, nurse, type Rig, register, rowsOf, syncUp } from '../sync/testing/rig.ts'
import { openSealed } from './open-sealed.ts'
import { fileSafe } from './safe.ts'

let rig: Rig
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
})
afterEach(() => endRig(rig))

const CANARY = 'Wijekanarienvogel'
const steps: string[] = []

function openKeyed(dir = rig.dir) {
  const files = realDisk().openProfile(dir)
  try {
    const sealed = openSealed({
      ...{ files, safe: fileSafe(files, rig.ports.random), ports: rig.ports },
      onStep: (step) => void steps.push(step),
    })
    if (!sealed.unlock()) throw new Error('closed')
    const { ring, profile } = sealed
    return { ring, profile, disk: { openProfile: () => profile } }
  } catch (error) {
    files.release()
    throw error
  }
}
function reopen() {
  if (rig.station.db.open) rig.station.close()
  const opened = openKeyed()
  rig.station = rig.open({ ports: { ...rig.ports, disk: opened.disk } })
  return opened
}
const filesWith = (text: string) =>
  readdirSync(rig.dir).filter((name) => readFileSync(join(rig.dir, name)).includes(text))
const names = () => rowsOf(rig.station, 'patients_patient').map((row) => row.family_name)

it('given a plain cache with unsent work, when it is opened with a key, then everything is there and no file can be read', async () => {
  rig.server.down = true
  const patient = register(rig.station, CANARY)
  admit(rig.station, patient, BED_1)
  expect(filesWith(CANARY).length).toBeGreaterThan(0)
  reopen()
  expect(names()).toEqual([CANARY])
  expect(rig.station.outbox.counts().toSend).toBe(2)
  register(rig.station, `${CANARY} the second`)
  rig.station.drafts.put(nurse.userId, 'register', JSON.stringify({ familyName: CANARY }))
  expect(filesWith(CANARY)).toEqual([])
  expect(filesWith('SQLite format 3').filter((name) => name.startsWith('cache'))).toEqual([])
  rig.server.down = false
  await syncUp(rig.station)
  expect(rig.station.outbox.counts().toSend).toBe(0)
})

it('given a migration that was killed after the old file had moved, when it starts again, then nothing is lost', () => {
  register(rig.station, CANARY)
  rig.station.close()
  const plain = readFileSync(join(rig.dir, 'cache.sqlite'))
  reopen()
  rig.station.close()
  // the encrypted file is not there yet, the old one has its other name
  rmSync(join(rig.dir, 'cache.sqlite'))
  writeFileSync(join(rig.dir, 'cache.sqlite.plain'), plain)
  writeFileSync(join(rig.dir, 'cache.sealing'), 'half of a copy')
  reopen()
  expect(names()).toEqual([CANARY])
  expect(filesWith(CANARY)).toEqual([])
  expect(existsSync(join(rig.dir, 'cache.sqlite.plain'))).toBe(false)
})

it('given an encrypted cache that is damaged, when it opens, then the journal gives back what was not sent', () => {
  rig.server.down = true
  reopen()
  register(rig.station, CANARY)
  rig.station.close()
  writeFileSync(join(rig.dir, 'cache.sqlite'), 'no database')
  reopen()
  expect(names()).toEqual([CANARY])
  expect(rig.notices.map(({ code }) => code)).toContain('CACHE_CORRUPT')
})

it('given the files of a profile on another computer, when it opens there, then it is refused with its code and nothing changes', () => {
  reopen()
  register(rig.station, CANARY)
  rig.station.close()
  rmSync(join(rig.dir, 'device.secret'))
  const before = readFileSync(join(rig.dir, 'cache.sqlite'))
  expect(() => openKeyed()).toThrow('CACHE_KEY_WRONG')
  expect(readFileSync(join(rig.dir, 'cache.sqlite')).equals(before)).toBe(true)
})

it('given a cache whose key is renewed, when it is wiped, then the old key opens nothing and the new one everything', () => {
  const { ring, profile } = reopen()
  register(rig.station, CANARY)
  const old = ring.dataKey as Uint8Array
  profile.renewKey?.(rig.station.db)
  rig.station.close()
  const raw = realDisk().openProfile(rig.dir)
  expect(() => raw.openDatabase('cache.sqlite', old)).toThrow('file is not a database')
  raw.release()
  reopen()
  expect(names()).toEqual([CANARY])
})

it('given a renewal that was killed before the cache had its new key, when it opens, then the old one still does', () => {
  const { ring } = reopen()
  register(rig.station, CANARY)
  expect(() =>
    ring.renew(() => {
      throw new Error('killed')
    }),
  ).toThrow('killed')
  reopen()
  expect(names()).toEqual([CANARY])
})

it('given a workstation that enrolls, when its signing key is kept, then the file does not hold it readable', () => {
  const { profile } = reopen()
  profile.write('device.key', 'MC4CAQAwBQYDK2VwBCIE\n')
  expect(profile.read('device.key')).toBe('MC4CAQAwBQYDK2VwBCIE\n')
  expect(filesWith('MC4CAQ')).toEqual([])
})

it('given a key that somebody has deleted, when it opens, then what waited sealed is kept for the hospital, not written over', () => {
  rig.server.down = true
  reopen()
  register(rig.station, CANARY)
  rig.station.close()
  const journal = readFileSync(join(rig.dir, 'outbox.journal'), 'utf8')
  rmSync(join(rig.dir, 'cache.key'))
  reopen()
  expect(names()).toEqual([])
  const kept = readdirSync(rig.dir).find((name) => name.startsWith('outbox.lost-')) ?? ''
  expect(readFileSync(join(rig.dir, kept), 'utf8')).toBe(journal)
})
