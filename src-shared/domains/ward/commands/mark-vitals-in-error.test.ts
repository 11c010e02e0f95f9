import { describe, expect, it } from 'vitest'
import { applied, HOUR, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { kamala, wardSeven } from '../../../testing/ward-seven.ts'
import { Vitals } from '../records.ts'
import { markVitalsInError } from './mark-vitals-in-error.ts'
import { recordVitals } from './record-vitals.ts'

const reason = 'Wrong patient'

function withTwoSets() {
  const ward = wardSeven()
  const set = (takenAt: number) => {
    const entry = { admissionId: ward.admissionId, patientId: kamala.patientId, takenAt, pulse: 80 }
    return applied(ward.store.run(recordVitals, entry)).result.vitalsId ?? ''
  }
  return { ...ward, older: set(MORNING - HOUR), newer: set(MORNING) }
}

describe('mark vitals as entered in error', () => {
  it('given two sets, when the newer and then the older is marked, then the newest valid time follows', () => {
    const { store, admission, older, newer } = withTwoSets()
    applied(store.run(markVitalsInError, { vitalsId: newer, reason }, { userId: testId(8) }))
    expect(admission().lastVitalsAt).toBe(MORNING - HOUR)
    const marked = { status: 'enteredInError', errorReason: reason, errorBy: testId(8), errorAt: MORNING, pulse: 80 }
    expect(store.get(Vitals, newer)).toMatchObject(marked)
    applied(store.run(markVitalsInError, { vitalsId: older, reason }))
    expect(admission().lastVitalsAt).toBeNull()
  })

  it('given a set that is marked already or unknown, when marked, then it is refused', () => {
    const { store, newer } = withTwoSets()
    store.run(markVitalsInError, { vitalsId: newer, reason })
    expect(refusal(store.run(markVitalsInError, { vitalsId: newer, reason }))).toBe('VITALS_ALREADY_IN_ERROR')
    expect(refusal(store.run(markVitalsInError, { vitalsId: testId(99), reason }))).toBe('VITALS_UNKNOWN')
  })

  it('given no reason, when marked, then the input is refused', () => {
    const { store, newer } = withTwoSets()
    expect(() => store.run(markVitalsInError, { vitalsId: newer, reason: '' })).toThrow('Give a reason')
  })
})
