import { afterEach, beforeEach, expect, it } from 'vitest'
import { Admission } from '../../../src-shared/domains/ward/index.ts'
import type { Ports } from '../ports.ts'
import { cuttableDisk, type Image, putImage } from '../sqlite/testing/power.ts'
import { admit, BED_1, endRig, MORNING, makeRig, observe, type Rig, register, rowsOf, syncUp } from './testing/rig.ts'

const MANY = 300
const FIRST = MORNING - 3_600_000
let rig: Rig
let patientId: string
let admissionId: string
let between: (() => void)[]
let slices: number
let pushing: boolean

/** Each look at the clock takes a millisecond, so that a slice ends; what a test wants to happen between two slices happens there. */
function slicing(ports: Ports): Ports {
  let now = 0
  return {
    ...ports,
    clock: { ...ports.clock, monotonic: () => now++ },
    scheduler: {
      after(ms, work) {
        if (ms > 0) return ports.scheduler.after(ms, work)
        slices += 1
        between.shift()?.()
        queueMicrotask(work)
        return () => {}
      },
    },
    network: {
      events: ports.network.events.bind(ports.network),
      request: (asked) =>
        pushing || !asked.url.endsWith('/push') ? ports.network.request(asked) : Promise.reject(new Error('held')),
    },
  }
}

beforeEach(async () => {
  ;[between, slices, pushing] = [[], 0, true]
  rig = makeRig()
  await syncUp(rig.station)
  const patient = register(rig.station)
  patientId = patient.patientId
  admissionId = admit(rig.station, patient, BED_1).admissionId
  await syncUp(rig.station)
  rig.station.close()
  rig.ports = { ...rig.ports, disk: cuttableDisk(rig.ports.disk) }
  rig.station = rig.open({ ports: slicing(rig.ports) })
  pushing = false
  for (let n = 0; n < MANY; n++) observe(rig.station, patientId, admissionId, FIRST + n)
  const ward = rig.server.of('ward')
  ward.ver += 1
  const { row } = ward.rows.get(`ward.admission/${admissionId}`) ?? { row: null }
  ward.put(Admission, { ...row, id: admissionId, consultant: 'Dr Silva' } as never)
})
afterEach(() => endRig(rig))

const admission = () => rowsOf(rig.station, 'ward_admission')[0]
const asDecided = (observations: number) =>
  expect.objectContaining({ consultant: 'Dr Silva', last_vitals_at: FIRST + observations - 1, pending: 1, rev: 2 })

it('given hundreds of unsent observations of one patient, when her admission changes at the server, then they are decided anew in slices, and all of them stand', async () => {
  await syncUp(rig.station)
  expect(slices).toBeGreaterThan(3)
  expect(admission()).toEqual(asDecided(MANY))
  expect(rowsOf(rig.station, 'ward_vitals')).toHaveLength(MANY)
  pushing = true
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
  expect(admission()).toMatchObject({ consultant: 'Dr Silva', last_vitals_at: FIRST + MANY - 1, pending: 0 })
  expect(rig.station.db.prepare('SELECT count(*) FROM sync_base').pluck().get()).toBe(0)
  expect(rig.station.sync.status().services.map((service) => service.mismatches)).toEqual(
    rig.station.sync.status().services.map(() => 0),
  )
})

it('given an observation that is saved between two slices, then it is seen at once, and stands with the others', async () => {
  between = [() => observe(rig.station, patientId, admissionId, FIRST + MANY)]
  await syncUp(rig.station)
  expect(admission()).toEqual(asDecided(MANY + 1))
  expect(rowsOf(rig.station, 'ward_vitals')).toHaveLength(MANY + 1)
})

it('given a process that is killed between two slices, when it opens again, then everything is decided anew', async () => {
  const { dir } = rig
  let image: Image = new Map()
  const before: unknown[] = []
  between = [
    () => {
      before.push(admission())
      image = (rig.ports.disk as ReturnType<typeof cuttableDisk>).afterKill(dir)
    },
  ]
  await syncUp(rig.station)
  expect(before).toEqual([expect.objectContaining({ consultant: null, last_vitals_at: FIRST + MANY - 1 })])
  rig.station.close()
  putImage(dir, image)
  rig.station = rig.open({ ports: slicing(rig.ports) })
  expect(admission()).toEqual(asDecided(MANY))
  expect(rowsOf(rig.station, 'ward_vitals')).toHaveLength(MANY)
})
