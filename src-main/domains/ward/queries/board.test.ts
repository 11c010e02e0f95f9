import { beforeEach, describe, expect, it } from 'vitest'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { BAY, HOUR, MORNING, NURSE, WARD_7, type WardCache, wardCache } from '../../../app/testing/cache.ts'
import { patientFaces } from '../../patients/index.ts'
import { admissionOf, freeBeds } from './beds.ts'
import { type WardLook, wardBoard } from './board.ts'
import { admissionChart } from './chart.ts'
import { listWards } from './wards.ts'

const [KAMALA, STAY, BED_1, BED_2, BED_3] = [10, 20, 711, 712, 713].map(testId) as [
  string,
  string,
  string,
  string,
  string,
]
const ward7 = { service: 'ward', scope: `ward:${WARD_7}`, state: 'ready', confirmedAt: MORNING - 5000 }

let cache: WardCache
beforeEach(() => {
  cache = wardCache()
  cache.ward({ id: WARD_7 })
  cache.room({ id: BAY })
  cache.bed({ id: BED_2, label: '2', position: 1 })
  cache.bed({ id: BED_1, label: '1', state: 'occupied', admissionId: STAY })
  cache.bed({ id: BED_3, label: '3', position: 2, state: 'closed' })
  cache.admission({ id: STAY })
  cache.wardPatient({ id: KAMALA })
})
const look = (more: Partial<WardLook> = {}): WardLook => ({
  db: cache.db,
  faces: (ids) => patientFaces(cache.db, ids, true),
  scopes: [ward7],
  now: MORNING,
  utcOffsetMinutes: 330,
  ...more,
})
const board = (more?: Partial<WardLook>) => wardBoard(look(more), WARD_7)
const occupant = (more?: Partial<WardLook>) => board(more).beds[0]?.occupant
const chart = () => admissionChart(look(), STAY, (userId) => (userId === NURSE ? 'Nimali Silva' : userId))

describe('the board', () => {
  it('given a ward of three beds, then they stand in order, and closed ones do not count', () => {
    expect(board().beds.map(({ label, state, room }) => [label, state, room])).toEqual([
      ['1', 'occupied', 'Bay A'],
      ['2', 'available', 'Bay A'],
      ['3', 'closed', 'Bay A'],
    ])
    expect(board().ward).toMatchObject({ code: '7', beds: 2, occupied: 1, here: true })
    expect(board().asOf).toBe(MORNING - 5000)
  })

  it('given the patients domain knows the patient, then its name and allergies are shown', () => {
    cache.patient({ id: KAMALA, givenName: 'Kamala', allergyStatus: 'known' })
    expect(occupant()).toMatchObject({ allergies: 'known', patient: { givenName: 'Kamala', title: 'Mrs' } })
  })

  it('given only the ward’s own word, then its name is shown and allergies are unavailable', () => {
    expect(occupant()).toMatchObject({ allergies: 'unavailable', patient: { familyName: 'Perera', givenName: 'K' } })
  })

  it('given neither domain knows the patient, then the bed still shows somebody', () => {
    cache.db.exec('DELETE FROM ward_patient')
    expect(occupant()).toMatchObject({ admissionId: STAY, allergies: 'unavailable' })
  })

  it('given a bed whose admission is not here, then it is occupied by nobody known', () => {
    cache.db.exec('DELETE FROM ward_admission')
    expect(board().beds[0]).toMatchObject({ state: 'occupied', occupant: null })
  })

  it('given sets, one of them in error, then the newest valid one counts', () => {
    cache.vitals({ id: testId(41), takenAt: MORNING - 2 * HOUR })
    cache.vitals({ id: testId(42), takenAt: MORNING - HOUR, respirationRate: 26 })
    cache.vitals({ id: testId(43), takenAt: MORNING, pulse: 200, status: 'enteredInError' })
    expect(occupant()?.score).toMatchObject({ total: 3, band: 'lowSingle3', delta: 3, at: MORNING - HOUR })
    expect(occupant()?.history.map(({ total }) => total)).toEqual([0, 3])
  })

  it('given a set that is not sent yet, then the tile is pending', () => {
    expect(occupant()?.pending).toBe(false)
    cache.vitals({ id: testId(41) }, { rev: 0, pending: 1 })
    expect(occupant()?.pending).toBe(true)
  })

  it('given a discharge that has begun, then the reached stage is shown', () => {
    const stages = (['clinical', 'nursing'] as const).map((stage) => ({ stage, at: MORNING, by: NURSE }))
    cache.admission({ id: STAY, status: 'discharging', stages })
    expect(occupant()?.dischargeStage).toBe('nursing')
  })

  it('given an unknown ward, then it is refused', () => {
    expect(() => wardBoard(look(), testId(999))).toThrow('WARD_UNKNOWN')
  })
})

it.each([
  ['ready', null, true],
  ['tailing', null, true],
  ['loading', null, false],
  ['loading', MORNING, true],
])('given a ward whose scope is %s, confirmed at %s, then "here" is %s', (state, confirmedAt, here) => {
  expect(listWards(cache.db, [{ ...ward7, state, confirmedAt }])).toMatchObject([{ wardId: WARD_7, here }])
})

it('given the scope of another ward only, then this one is not here', () => {
  expect(listWards(cache.db, [{ ...ward7, scope: 'ward:other' }])).toMatchObject([{ here: false }])
})

describe('the chart', () => {
  it('given sets and moves, then they come newest first with names of staff', () => {
    cache.vitals({ id: testId(41), takenAt: MORNING - 2 * HOUR })
    cache.vitals({ id: testId(42), takenAt: MORNING, respirationRate: 22 })
    cache.transfer({ id: testId(50), toBedId: BED_2 })
    expect(chart()).toMatchObject({
      ...{ bht: 'BHT100001K', wardName: 'Ward 7', bedId: BED_1, bedLabel: '1', score: { total: 2, delta: 2 } },
      vitals: [
        { vitalsId: testId(42), takenBy: 'Nimali Silva', onOxygen: false, score: { total: 2, delta: 2 } },
        { vitalsId: testId(41), score: { total: 0, delta: null } },
      ],
      transfers: [{ fromWard: 'Ward 7', fromBed: '1', toWard: 'Ward 7', toBed: '2', by: 'Nimali Silva' }],
    })
  })

  it('given a set in error between two, then it is shown with its own score and skipped by the change', () => {
    cache.vitals({ id: testId(41), takenAt: MORNING - 2 * HOUR })
    cache.vitals({ id: testId(42), takenAt: MORNING - HOUR, pulse: 200, status: 'enteredInError', errorReason: 'Slip' })
    cache.vitals({ id: testId(43), takenAt: MORNING, pulse: 95 })
    expect(chart()?.vitals.map(({ score, status }) => [score.total, score.delta, status])).toEqual([
      [1, 1, 'final'],
      [3, null, 'enteredInError'],
      [0, null, 'final'],
    ])
    expect(chart()?.score.total).toBe(1)
  })

  it('given an admission that is not here, then there is no chart', () => {
    expect(admissionChart(look(), testId(999), String)).toBeNull()
  })
})

it('given free, occupied and closed beds of two wards, then only free ones are offered, of one ward where asked', () => {
  const ward9 = testId(900)
  cache.ward({ id: ward9, code: '9', name: 'Ward 9' })
  cache.bed({ id: testId(911), wardId: ward9, label: 'A' })
  expect(freeBeds(cache.db, null).map(({ wardCode, label }) => wardCode + label)).toEqual(['72', '9A'])
  expect(freeBeds(cache.db, ward9)).toMatchObject([{ bedId: testId(911), wardName: 'Ward 9', roomIsolation: false }])
})

it('given an earlier and a current stay, then the patient is where the current one is', () => {
  cache.admission({ id: testId(21), status: 'discharged', bedId: null, admittedAt: MORNING })
  expect(admissionOf(cache.db, KAMALA)).toEqual({ admissionId: STAY, wardId: WARD_7, bedLabel: '1' })
  expect(admissionOf(cache.db, testId(11))).toBeNull()
})
