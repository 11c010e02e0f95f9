import { afterEach, beforeEach, expect, it } from 'vitest'
import { Patient } from '../../../src-shared/domains/patients/index.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { endRig, makeRig, type Rig, register, syncUp } from '../sync/testing/rig.ts'

const MANY = 5200
let rig: Rig
let whole: string[]
beforeEach(() => {
  rig = makeRig()
  whole = schema()
  const patients = rig.server.of('patients')
  patients.ver = 1
  for (let n = 0; n < MANY; n++) patients.put(Patient, patient(n) as never)
  patients.feed = []
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
  ...{ birthDate: '1980-05-17', birthDateEstimated: false, nic: null, phone: `077${1_000_000 + n}`, locality: null },
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
const schema = () =>
  rig.station.db
    .prepare(`SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1`)
    .pluck()
    .all() as string[]
const search = (text: string) =>
  rig.station.db
    .prepare(
      `SELECT p.family_name FROM patients_search s JOIN patients_patient p ON p.search_id = s.rowid WHERE patients_search MATCH ?`,
    )
    .pluck()
    .all(`"${text}"*`)
const counted = () => rig.station.db.prepare('SELECT count(*) FROM patients_search').pluck().get()

it('given thousands of patients, when they are loaded for the first time, then indexes and search are as they always are', async () => {
  await syncUp(rig.station)
  expect(schema()).toEqual(whole)
  expect(search('Family5199')).toEqual(['Family5199'])
  expect(search('0771000007')).toEqual(['Family7'])
  expect(rig.station.sync.status().services.map((service) => service.mismatches)).toEqual([0, 0, 0, 0])
  register(rig.station, 'Silva')
  expect(search('Silv')).toEqual(['Silva'])
  expect(counted()).toBe(MANY + 1)
})

it('given a load that was cut off by the end of the process, when it opens again, then it goes on and makes what was put off', async () => {
  rig.server.losesAnswerOf.push('patients/sync/snapshot?scope=patient&limit=1000&after=')
  rig.station.sync.start()
  await rig.station.sync.syncNow()
  rig.station.close()
  rig.station = rig.open()
  await syncUp(rig.station)
  expect(schema()).toEqual(whole)
  expect(search('Family5199')).toEqual(['Family5199'])
  expect(counted()).toBe(MANY)
})

it('given a patient registered and another changed while the search waits, when it is made, then it finds both as they are, once', async () => {
  const { disk } = rig.ports
  rig.station.close()
  const openProfile: typeof disk.openProfile = (dir) => {
    const files = disk.openProfile(dir)
    return {
      ...files,
      async runBeside(name, groups) {
        rig.station.db.prepare(`UPDATE patients_patient SET family_name = 'Renamed' WHERE id = ?`).run(testId(100_003))
        rig.station.db.prepare(`INSERT INTO lease VALUES ('patients', 'phn', 5000000, 5999999, 5000000)`).run()
        register(rig.station, 'Silva')
        await files.runBeside(name, groups)
      },
    }
  }
  rig.station = rig.open({ ports: { ...rig.ports, disk: { openProfile } } })
  await syncUp(rig.station)
  expect(search('Silva')).toEqual(['Silva'])
  expect(search('Renamed')).toEqual(['Renamed'])
  expect(search('Family3')).not.toContain('Renamed')
  expect(counted()).toBe(MANY + 1)
})

it('given an index that cannot be made, then the scope stays on its way and is tried again', async () => {
  const { disk } = rig.ports
  let failing = true
  rig.station.close()
  const openProfile: typeof disk.openProfile = (dir) => {
    const files = disk.openProfile(dir)
    const runBeside: typeof files.runBeside = (name, groups) =>
      failing
        ? Promise.reject(Object.assign(new Error('full'), { code: 'SQLITE_FULL' }))
        : files.runBeside(name, groups)
    return { ...files, runBeside }
  }
  rig.station = rig.open({ ports: { ...rig.ports, disk: { openProfile } } })
  rig.station.sync.start()
  await rig.station.sync.syncNow()
  const patients = () => rig.station.sync.status().services.find(({ service }) => service === 'patients')
  expect(patients()?.pullProblem).toBe('DISK_FULL')
  expect(rig.station.sync.status().bootstrap?.scope).toBe('patient')
  failing = false
  await syncUp(rig.station)
  expect(schema()).toEqual(whole)
  expect(patients()?.pullProblem).toBeNull()
})
