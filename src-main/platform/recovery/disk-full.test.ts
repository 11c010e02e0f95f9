import { afterEach, beforeEach, expect, it } from 'vitest'
import { Patient } from '../../../src-shared/domains/patients/index.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import type { Disk, Log, Profile } from '../sqlite/disk.ts'
import { realDisk } from '../sqlite/real-disk.ts'
import { cuttableDisk, putImage } from '../sqlite/testing/power.ts'
import { endRig, makeRig, type Rig, register, rowsOf, syncUp } from '../sync/testing/rig.ts'

let rig: Rig
let full: boolean
const noRoom = () => Object.assign(new Error('no space left'), { code: 'ENOSPC' })

/** A disk whose logs and small files take nothing while it is full; the database has a limit of its own. */
function fillingDisk(): Disk {
  const log = (inner: Log): Log => ({
    ...inner,
    append(text) {
      if (full) throw noRoom()
      inner.append(text)
    },
    replace(text) {
      if (full) throw noRoom()
      inner.replace(text)
    },
  })
  const profile = (inner: Profile): Profile => ({ ...inner, log: (name) => log(inner.log(name)) })
  return { openProfile: (dir) => profile(realDisk().openProfile(dir)) }
}

beforeEach(async () => {
  full = false
  rig = makeRig()
  await syncUp(rig.station)
  rig.station.close()
  rig.station = rig.open({ ports: { ...rig.ports, disk: fillingDisk() } })
})
afterEach(() => endRig(rig))

const patient = (n: number) => ({
  ...{
    id: testId(100_000 + n),
    phn: `P${n}`,
    familyName: `Family${n}`,
    givenName: 'Kamala',
    title: null,
    sex: 'female',
  },
  ...{ birthDate: '1980-05-17', birthDateEstimated: false, nic: null, phone: null, locality: null },
  ...{ nextOfKinName: null, nextOfKinPhone: null, identity: 'known', motherId: null, birthOrder: null },
  ...{
    allergyStatus: 'notRecorded',
    deceasedAt: null,
    status: 'active',
    mergedInto: null,
    registeredAt: 0,
    sourceId: null,
  },
})
const pages = (limit: number) => rig.station.db.pragma(`max_page_count = ${limit}`)
const names = () => rowsOf(rig.station, 'patients_patient').map((row) => row.family_name)
const pullProblem = () => rig.station.sync.status().services.find(({ service }) => service === 'patients')?.pullProblem

it('given a disk that is full for a page of the server, then the status says so, the cursor stays, and with room again nothing is missing', async () => {
  const patients = rig.server.of('patients')
  patients.ver += 1
  for (let n = 0; n < 400; n++) patients.put(Patient, patient(n) as never)

  pages(Number(rig.station.db.pragma('page_count', { simple: true })) + 4)
  await syncUp(rig.station)
  expect(pullProblem()).toBe('DISK_FULL')
  expect(names()).toEqual([])
  pages(1_000_000)
  await syncUp(rig.station)
  expect(pullProblem()).toBeNull()
  expect(names()).toHaveLength(400)
})

it('given a journal that has no room, when entries are saved, then they are saved, a person is told, and with room again the journal has them all', () => {
  rig.server.down = true
  register(rig.station, 'Before')
  full = true
  register(rig.station, 'Meanwhile')
  expect(rig.notices.at(-1)?.code).toBe('DISK_FULL')
  full = false
  register(rig.station, 'Afterwards')
  rig.station.close()
  // the cache is lost: only the journal knows
  putImage(
    rig.dir,
    new Map([
      ['cache.sqlite', null],
      ['cache.sqlite-wal', null],
    ]),
  )
  rig.station = rig.open()
  expect(new Set(names())).toEqual(new Set(['Before', 'Meanwhile', 'Afterwards']))
})

it('given a full disk at the start, then the workstation opens with the journal as it was, and nothing of it is lost', () => {
  rig.server.down = true
  register(rig.station, 'Before')
  rig.station.close()
  full = true
  rig.station = rig.open({ ports: { ...rig.ports, disk: fillingDisk() } })
  expect(rig.notices.at(-1)?.code).toBe('DISK_FULL')
  expect(rig.station.outbox.counts().toSend).toBe(1)
  full = false
  rig.station.close()
  putImage(
    rig.dir,
    new Map([
      ['cache.sqlite', null],
      ['cache.sqlite-wal', null],
    ]),
  )
  rig.station = rig.open()
  expect(names()).toEqual(['Before'])
})

it('given a process that ends between the commit and the journal, when it opens, then the entry is there, and the journal has it from then on', () => {
  rig.server.down = true
  rig.station.close()
  const disk = cuttableDisk(realDisk())
  const ending: Disk = {
    openProfile(dir) {
      const files = disk.openProfile(dir)
      return { ...files, log: (name) => ({ ...files.log(name), append() {} }) }
    },
  }
  rig.station = rig.open({ ports: { ...rig.ports, disk: ending } })
  register(rig.station, 'Between')
  const image = disk.afterKill(rig.dir)
  rig.station.close()
  putImage(rig.dir, image)
  rig.station = rig.open()
  expect(names()).toEqual(['Between'])
  rig.station.close()
  putImage(
    rig.dir,
    new Map([
      ['cache.sqlite', null],
      ['cache.sqlite-wal', null],
    ]),
  )
  rig.station = rig.open()
  expect(names()).toEqual(['Between'])
})
