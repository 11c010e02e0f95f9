import { describe, expect, it } from 'vitest'
import { applied, HOUR, MORNING, testId } from '../../../testing/memory-store.ts'
import { kamala, nimal, wardSeven } from '../../../testing/ward-seven.ts'
import { Admission, Vitals, WardPatient } from '../records.ts'
import { admit } from './admit.ts'
import { recordVitals } from './record-vitals.ts'
import { setSpo2Scale } from './set-spo2-scale.ts'

const { patientId } = kamala
const well = {
  respirationRate: 16,
  spo2: 97,
  onOxygen: false,
  systolic: 120,
  diastolic: 80,
  pulse: 72,
  consciousness: 'A',
  temperature: 36.8,
} as const

function atTheBed() {
  const ward = wardSeven()
  const set = { admissionId: ward.admissionId, patientId, takenAt: MORNING, ...well }
  const vitals = (id: string | undefined) => ward.store.get(Vitals, id ?? '')
  return { ...ward, set, vitals }
}

describe('record vitals', () => {
  it('given a full set, when recorded, then the score stands with it and the admission knows its time', () => {
    const { store, set, vitals, admission } = atTheBed()
    const { result, flags } = applied(
      store.run(recordVitals, { ...set, pulse: 95, consciousness: 'C' }, { userId: testId(8) }),
    )
    expect([result.news2, flags]).toEqual(['4', []])
    expect(vitals(result.vitalsId)).toMatchObject({ news2: 4, spo2Scale: 1, takenBy: testId(8), status: 'final' })
    expect(admission().lastVitalsAt).toBe(MORNING)
  })

  it('given a sixteenth birthday that has begun in the hospital and not yet at Greenwich, then NEWS2 counts by the hospital’s day', () => {
    const { store, set } = atTheBed()
    store.put(WardPatient, { ...store.get(WardPatient, patientId), birthDate: '2010-03-03' })
    const justAfterMidnight = { ...set, takenAt: Date.UTC(2026, 2, 2, 18, 35) }
    const scoreBy = (utcOffsetMinutes: number) =>
      applied(store.run(recordVitals, justAfterMidnight, { at: justAfterMidnight.takenAt, utcOffsetMinutes })).result
        .news2
    expect([scoreBy(330), scoreBy(0)]).toEqual(['0', undefined])
  })

  it('given one parameter is missing, when recorded, then there is no score and never zero', () => {
    const { store, set, vitals } = atTheBed()
    const { result } = applied(store.run(recordVitals, { ...set, temperature: null }))
    expect(result).not.toHaveProperty('news2')
    expect(vitals(result.vitalsId).news2).toBeNull()
  })

  it('given scale 2 by a clinician, when 90 % on air is recorded, then it scores on that scale', () => {
    const { store, set, admissionId, vitals } = atTheBed()
    const before = applied(store.run(recordVitals, { ...set, spo2: 90 })).result
    applied(store.run(setSpo2Scale, { admissionId, from: 1, to: 2 }))
    const after = applied(store.run(recordVitals, { ...set, spo2: 90 })).result
    expect([before.news2, after.news2]).toEqual(['3', '0'])
    expect([vitals(before.vitalsId).spo2Scale, vitals(after.vitalsId).spo2Scale]).toEqual([1, 2])
  })

  it('given a child, a pregnant woman or an unknown age, when recorded, then there is no score', () => {
    const { store, set, admission } = atTheBed()
    const patient = store.get(WardPatient, patientId)
    const scoreOf = () => applied(store.run(recordVitals, set)).result.news2 ?? null
    const born = (birthDate: string | null) => {
      store.put(WardPatient, { ...patient, birthDate })
      return scoreOf()
    }
    expect([born('2010-03-03'), born('2010-03-02'), born(null), born('1980-05-17')]).toEqual([null, '0', null, '0'])
    store.put(Admission, { ...admission(), pregnant: true })
    expect(scoreOf()).toBeNull()
  })

  it('given two people in the same minute, when both record, then both sets stay', () => {
    const { store, set } = atTheBed()
    applied(store.run(recordVitals, set, { userId: testId(8) }))
    applied(store.run(recordVitals, set, { userId: testId(9) }))
    expect(store.all(Vitals).map((each) => each.takenBy)).toEqual([testId(8), testId(9)])
  })

  it('given a set entered later for an earlier time, when recorded, then the newest time is kept', () => {
    const { store, set, admission } = atTheBed()
    store.run(recordVitals, set)
    store.run(recordVitals, { ...set, takenAt: MORNING - HOUR })
    expect(admission().lastVitalsAt).toBe(MORNING)
  })

  it('given only a weight, when recorded, then observations are still due', () => {
    const { store, admission, admissionId } = atTheBed()
    applied(store.run(recordVitals, { admissionId, patientId, takenAt: MORNING, weightKg: 61.5 }))
    expect(admission().lastVitalsAt).toBeNull()
  })

  it('given a time in the future, when recorded, then it stands with a flag and does not silence the board', () => {
    const { store, set, admission } = atTheBed()
    expect(applied(store.run(recordVitals, { ...set, takenAt: MORNING + 300_000 })).flags).toEqual([])
    expect(applied(store.run(recordVitals, { ...set, takenAt: MORNING + 300_001 })).flags).toEqual(['VITALS_AHEAD'])
    expect(admission().lastVitalsAt).toBe(MORNING + 300_000)
  })

  it('given unusual values, when recorded, then they stand and each is flagged in words', () => {
    const { store, set } = atTheBed()
    const decision = store.run(recordVitals, { ...set, pulse: 220, systolic: 80, diastolic: 120, oxygenFlow: 2 })
    expect(decision).toMatchObject({
      flags: [
        { code: 'VITALS_IMPLAUSIBLE', params: { field: 'Pulse', value: '220 /min' }, ownerRole: 'nurse' },
        { code: 'VITALS_PRESSURES_EXCHANGED' },
        { code: 'VITALS_FLOW_ON_AIR' },
      ],
    })
  })

  it('given a refused admission of an admitted patient, when recorded, then it joins the admission that stands', () => {
    const { store, set, admissionId, vitals } = atTheBed()
    const { result, flags } = applied(store.run(recordVitals, { ...set, admissionId: testId(99) }))
    expect(flags).toEqual(['WARD_ADMISSION_UNKNOWN'])
    expect(vitals(result.vitalsId).admissionId).toBe(admissionId)
  })

  it('given neither patient nor admission, when recorded, then it stands outside an admission with flags', () => {
    const { store, set, vitals } = atTheBed()
    const stranger = { ...set, admissionId: testId(99), patientId: testId(98) }
    const { result, flags } = applied(store.run(recordVitals, stranger))
    expect(flags).toEqual(['WARD_PATIENT_UNKNOWN', 'WARD_ADMISSION_UNKNOWN'])
    expect(vitals(result.vitalsId)).toMatchObject({ admissionId: null, patientId: testId(98), news2: null })
    expect(store.get(WardPatient, testId(98)).resolved).toBe(false)
  })

  it('given the admission of another patient, when recorded, then it is never on the stranger’s chart', () => {
    const { store, set, seven, bed, admissionId, vitals } = atTheBed()
    const other = applied(store.run(admit, { ...nimal, wardId: seven, bedId: bed('2').id })).result
    const mistaken = { ...set, patientId: nimal.patientId }
    const { result, flags } = applied(store.run(recordVitals, mistaken))
    expect(flags).toEqual(['WARD_PATIENT_MISMATCH'])
    expect(vitals(result.vitalsId).admissionId).toBe(other.admissionId)
    expect(store.get(Admission, admissionId).lastVitalsAt).toBeNull()
  })

  it('given a discharged patient, when taken before, then no breach; when taken after, then a flag', () => {
    const { store, set, admission } = atTheBed()
    store.put(Admission, { ...admission(), status: 'discharged', bedId: null, dischargedAt: MORNING - HOUR })
    expect(applied(store.run(recordVitals, { ...set, takenAt: MORNING - 2 * HOUR })).flags).toEqual([])
    expect(applied(store.run(recordVitals, set)).flags).toEqual(['WARD_AFTER_DISCHARGE'])
  })

  it('given an import, when it breaches, then it stands and nobody is called', () => {
    const { store, set } = atTheBed()
    const imported = { ...set, admissionId: null, pulse: 220, sourceId: 'fhir/Observation/1' }
    expect(applied(store.run(recordVitals, imported)).flags).toEqual([])
  })

  it('given nothing measured or an impossible value, when sent, then the input is refused in plain words', () => {
    const { store, admissionId } = atTheBed()
    const empty = { admissionId, patientId, takenAt: MORNING }
    expect(() => store.run(recordVitals, { ...empty, onOxygen: false })).toThrow('at least one measurement')
    expect(() => store.run(recordVitals, { ...empty, temperature: 368 })).toThrow(
      'Temperature must be between 12 and 46 °C',
    )
  })
})
