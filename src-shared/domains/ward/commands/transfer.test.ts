import { describe, expect, it } from 'vitest'
import { applied, HOUR, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { kamala, nimal, wardSeven } from '../../../testing/ward-seven.ts'
import { Admission, Bed, Transfer, WardPatient } from '../records.ts'
import { admit } from './admit.ts'
import { transfer } from './transfer.ts'

describe('transfer', () => {
  it('given a free bed in another ward, when moved, then both beds, patient and admission follow', () => {
    const { store, seven, nine, bed, admission, admissionId } = wardSeven()
    const [from, to] = [bed('1').id, bed('A').id]
    const { result } = applied(store.run(transfer, { admissionId, toBedId: to, reason: 'Needs monitoring' }))
    expect([bed('1').state, bed('1').admissionId]).toEqual(['available', null])
    expect([bed('A').state, bed('A').admissionId]).toEqual(['occupied', admissionId])
    expect(admission()).toMatchObject({ wardId: nine, bedId: to, status: 'admitted' })
    expect(store.get(WardPatient, kamala.patientId).wardId).toBe(nine)
    const move = { fromWardId: seven, fromBedId: from, toWardId: nine, toBedId: to, at: MORNING }
    expect(store.get(Transfer, result.transferId ?? '')).toMatchObject({ ...move, reason: 'Needs monitoring' })
  })

  it('given an occupied, the same, a closed or no bed, when moved, then it is refused', () => {
    const { store, seven, bed, admissionId } = wardSeven()
    applied(store.run(admit, { ...nimal, wardId: seven, bedId: bed('2').id }))
    store.put(Bed, { ...bed('3'), state: 'closed' })
    const to = (toBedId: string) => refusal(store.run(transfer, { admissionId, toBedId }))
    expect(to(bed('2').id)).toBe('WARD_BED_TAKEN')
    expect(to(bed('1').id)).toBe('WARD_SAME_BED')
    expect(to(bed('3').id)).toBe('WARD_BED_CLOSED')
    expect(to(testId(99))).toBe('WARD_BED_UNKNOWN')
  })

  it('given a bed that somebody took meanwhile, when the server moves to it, then the patient is on that ward without a bed', () => {
    const { store, seven, nine, bed, admission, admissionId } = wardSeven()
    const { result } = applied(store.run(admit, { ...nimal, wardId: nine, bedId: bed('A').id }))
    const move = store.run(transfer, { admissionId, toBedId: bed('A').id }, { later: true })
    expect(applied(move).flags).toEqual(['WARD_BED_TAKEN'])
    expect(admission()).toMatchObject({ wardId: nine, bedId: null, status: 'admitted' })
    expect(bed('1')).toMatchObject({ state: 'available', admissionId: null })
    expect(bed('A').admissionId).toBe(result.admissionId)
    const next = store.run(transfer, { admissionId, toBedId: bed('1').id })
    expect([refusal(next), admission().wardId, admission().bedId]).toEqual([null, seven, bed('1').id])
  })

  it('given a patient who has left or no admission, when moved, then it is refused', () => {
    const { store, bed, admission, admissionId } = wardSeven()
    const move = { admissionId, toBedId: bed('2').id }
    expect(refusal(store.run(transfer, { ...move, admissionId: testId(99) }))).toBe('WARD_ADMISSION_UNKNOWN')
    store.put(Admission, { ...admission(), status: 'discharged', bedId: null, dischargedAt: MORNING })
    expect(refusal(store.run(transfer, move))).toBe('WARD_ALREADY_DISCHARGED')
  })

  it('given a time before the admission or ahead of the clock, when moved, then it is refused', () => {
    const { store, bed, admissionId } = wardSeven()
    const at = (time: number) => refusal(store.run(transfer, { admissionId, toBedId: bed('2').id, at: time }))
    expect(at(MORNING - 3 * HOUR)).toBe('WARD_TIME_BEFORE_ADMISSION')
    expect(at(MORNING + HOUR)).toBe('WARD_TIME_AHEAD')
  })
})
