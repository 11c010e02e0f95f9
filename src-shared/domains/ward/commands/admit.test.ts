import { describe, expect, it } from 'vitest'
import { applied, HOUR, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { kamala, nimal, wardSeven } from '../../../testing/ward-seven.ts'
import { Admission, Bed, WardPatient } from '../records.ts'
import { bht } from '../sequences.ts'
import { admit } from './admit.ts'

describe('admit', () => {
  it('given a free bed, when admitted, then bed, patient and admission name each other', () => {
    const { seven, bed, admission, admissionId, store } = wardSeven()
    expect(admission()).toMatchObject({ wardId: seven, bedId: bed('1').id, status: 'admitted', spo2Scale: 1 })
    expect(bht.parse(admission().bht)).toBe(bht.start)
    expect(bed('1')).toMatchObject({ state: 'occupied', admissionId })
    const patient = store.get(WardPatient, kamala.patientId)
    expect(patient).toMatchObject({ ...kamala.patient, wardId: seven, admissionId, resolved: false })
  })

  it('given a bed that is taken, when another is admitted to it, then refused with the names of bed and ward', () => {
    const { store, seven, bed } = wardSeven()
    const decision = store.run(admit, { ...nimal, wardId: seven, bedId: bed('1').id })
    expect(decision).toMatchObject({ problem: { code: 'WARD_BED_TAKEN', params: { bed: '1', ward: 'Ward 7' } } })
  })

  it('given a bed that somebody took meanwhile, when the server admits to it, then the patient is there without a bed', () => {
    const { store, seven, bed, admissionId } = wardSeven()
    const decision = store.run(admit, { ...nimal, wardId: seven, bedId: bed('1').id }, { later: true })
    const { result, flags } = applied(decision)
    expect(flags).toEqual(['WARD_BED_TAKEN'])
    expect(store.get(Admission, result.admissionId ?? '')).toMatchObject({
      wardId: seven,
      bedId: null,
      status: 'admitted',
    })
    expect(store.get(WardPatient, nimal.patientId)).toMatchObject({ wardId: seven, admissionId: result.admissionId })
    expect(bed('1').admissionId).toBe(admissionId)
  })

  it('given an admitted patient, when admitted to a second bed, then refused with the BHT', () => {
    const { store, nine, bed, admission } = wardSeven()
    const decision = store.run(admit, { ...kamala, wardId: nine, bedId: bed('A').id })
    expect(decision).toMatchObject({
      problem: { code: 'WARD_ALREADY_ADMITTED', params: { name: 'PERERA, Kamala', bht: admission().bht } },
    })
    expect(bed('A').state).toBe('available')
  })

  it('given a closed bed, another ward’s or none, when admitted, then it is refused', () => {
    const { store, seven, nine, bed } = wardSeven()
    store.put(Bed, { ...bed('2'), state: 'closed' })
    const to = (wardId: string, bedId: string) => refusal(store.run(admit, { ...nimal, wardId, bedId }))
    expect(to(seven, bed('2').id)).toBe('WARD_BED_CLOSED')
    expect(to(nine, bed('3').id)).toBe('WARD_BED_UNKNOWN')
    expect(to(seven, testId(99))).toBe('WARD_BED_UNKNOWN')
  })

  it('given a projection of the patient, when admitted, then it is kept against what the screen said', () => {
    const { store, seven, bed } = wardSeven()
    const known = { ...nimal.patient, title: 'Mr', givenName: 'Nimal Ananda', deceasedAt: null, resolved: true }
    store.put(WardPatient, { id: nimal.patientId, ...known, wardId: null, admissionId: null })
    applied(store.run(admit, { ...nimal, wardId: seven, bedId: bed('2').id }))
    const row = store.get(WardPatient, nimal.patientId)
    expect(row).toMatchObject({ givenName: 'Nimal Ananda', resolved: true, wardId: seven })
  })

  it('given a patient recorded as deceased, when admitted, then it is refused', () => {
    const { store, seven, bed } = wardSeven()
    const dead = { ...nimal.patient, title: null, deceasedAt: MORNING, resolved: true }
    store.put(WardPatient, { id: nimal.patientId, ...dead, wardId: null, admissionId: null })
    const decision = store.run(admit, { ...nimal, wardId: seven, bedId: bed('2').id })
    expect(refusal(decision)).toBe('WARD_PATIENT_DECEASED')
  })

  it('given a time ahead of the clock, when admitted, then it is refused; back-entry is not', () => {
    const { store, seven, bed } = wardSeven()
    const at = (admittedAt: number) =>
      refusal(store.run(admit, { ...nimal, wardId: seven, bedId: bed('2').id, admittedAt }))
    expect(at(MORNING + HOUR)).toBe('WARD_TIME_AHEAD')
    expect(at(MORNING - 48 * HOUR)).toBeNull()
  })
})
