import { describe, expect, it } from 'vitest'
import { applied, HOUR, MORNING, testId } from '../../../testing/memory-store.ts'
import { kamala, nimal, wardSeven } from '../../../testing/ward-seven.ts'
import { Admission, Ward, WardPatient } from '../records.ts'
import { recordPastAdmission } from './record-past-admission.ts'

const stay = { admittedAt: MORNING - 90 * HOUR, dischargedAt: MORNING - 48 * HOUR }

describe('record a past admission', () => {
  it('given a stay that is over, when recorded, then it has a BHT, is discharged and takes no bed', () => {
    const { store, seven, bed } = wardSeven()
    const { result, flags } = applied(store.run(recordPastAdmission, { ...nimal, ...stay, wardId: seven }))
    const row = store.get(Admission, result.admissionId ?? '')
    expect(row).toMatchObject({ ...stay, bht: result.bht, status: 'discharged', bedId: null })
    expect(flags).toEqual([])
    expect(store.get(WardPatient, nimal.patientId)).toMatchObject({ wardId: null, admissionId: null })
    expect(bed('2').state).toBe('available')
  })

  it('given a patient who lies here now, when an old stay is recorded, then the present one is untouched', () => {
    const { store, seven, admissionId } = wardSeven()
    applied(store.run(recordPastAdmission, { ...kamala, ...stay, wardId: seven }))
    expect(store.get(WardPatient, kamala.patientId).admissionId).toBe(admissionId)
  })

  it('given no such ward and exchanged times, when recorded, then it stands with flags', () => {
    const { store } = wardSeven()
    const wrong = { ...nimal, wardId: testId(99), admittedAt: stay.dischargedAt, dischargedAt: stay.admittedAt }
    expect(applied(store.run(recordPastAdmission, wrong)).flags).toEqual(['WARD_UNKNOWN', 'WARD_TIMES_REVERSED'])
    expect(store.get(Ward, testId(99)).name).toBe('Unknown ward')
  })

  it('given an import, when it breaches, then it stands and nobody is called', () => {
    const { store, seven } = wardSeven()
    const imported = { ...nimal, wardId: seven, admittedAt: MORNING, dischargedAt: 0, sourceId: 'fhir/1' }
    expect(applied(store.run(recordPastAdmission, imported)).flags).toEqual([])
  })
})
