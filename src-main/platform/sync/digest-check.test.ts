import { afterEach, beforeEach, expect, it } from 'vitest'
import { admit, BED_1, endRig, makeRig, observe, type Rig, register, rowsOf, syncUp } from './testing/rig.ts'

const HOUR = 3_600_000

let rig: Rig
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
  const patient = register(rig.station)
  const { admissionId } = admit(rig.station, patient, BED_1)
  observe(rig.station, patient.patientId, admissionId)
  await syncUp(rig.station)
})
afterEach(() => endRig(rig))

const mismatches = () => rig.station.sync.status().services.find(({ service }) => service === 'ward')?.mismatches
const told = () => {
  const pulls = rig.server.requests.filter(({ url }) => url.includes('/ward/sync/pull'))
  return new URL(pulls.at(-1)?.url ?? '').searchParams.get('mismatches')
}

it('given a row lost behind the sums, when an hour has gone by, then its scope is fetched anew, and people and the server are told', async () => {
  const right = rowsOf(rig.station, 'ward_vitals')
  rig.station.db.exec('DELETE FROM ward_vitals')
  rig.time.now += HOUR - 1000
  await syncUp(rig.station)
  expect(rowsOf(rig.station, 'ward_vitals')).toEqual([])
  rig.time.now += 1000
  await syncUp(rig.station)
  expect(rowsOf(rig.station, 'ward_vitals')).toEqual(right)
  expect(rig.notices).toMatchObject([{ code: 'SCOPE_REFETCHED', params: { service: 'ward' } }])
  expect(mismatches()).toBe(1)
  await syncUp(rig.station)
  expect(told()).toBe('1')
})

it('given rows under unsent work, when they are counted, then what the server has counts, and nothing is fetched anew', async () => {
  rig.server.down = true
  const patient = register(rig.station, 'Silva')
  const stay = rowsOf(rig.station, 'ward_admission')[0] as { id: string; patient_id: string }
  observe(rig.station, stay.patient_id, stay.id, rig.time.now)
  admit(rig.station, patient, (rowsOf(rig.station, 'ward_bed')[1] as { id: string }).id)
  rig.server.down = false
  rig.server.of('ward').push = () => {
    throw new Error('stuck')
  }
  rig.time.now += HOUR
  await syncUp(rig.station)
  expect(rig.station.db.prepare('SELECT count(*) FROM sync_base').pluck().get()).toBeGreaterThan(3)
  expect(mismatches()).toBe(0)
  expect(rig.notices).toEqual([])
})
