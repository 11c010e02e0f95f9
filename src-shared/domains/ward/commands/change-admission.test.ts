import { describe, expect, it } from 'vitest'
import { applied, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { wardSeven } from '../../../testing/ward-seven.ts'
import { Admission } from '../records.ts'
import { setIsolation } from './set-isolation.ts'
import { setObservationInterval } from './set-observation-interval.ts'
import { setSpo2Scale } from './set-spo2-scale.ts'

describe('change one field of an admission', () => {
  it('given two people, when they change different fields, then both changes stand', () => {
    const { store, admission, admissionId } = wardSeven()
    applied(store.run(setIsolation, { admissionId, from: 'none', to: 'droplet' }))
    applied(store.run(setObservationInterval, { admissionId, from: null, to: 30 }))
    expect(admission()).toMatchObject({ isolation: 'droplet', observeEveryMinutes: 30 })
  })

  it('given a field that was changed meanwhile, when changed to something else, then refused with theirs', () => {
    const { store, admission, admissionId } = wardSeven()
    store.run(setIsolation, { admissionId, from: 'none', to: 'airborne' })
    const decision = store.run(setIsolation, { admissionId, from: 'none', to: 'contact' })
    expect(decision).toMatchObject({
      problem: { code: 'WARD_FIELD_CHANGED', params: { field: 'the isolation', theirs: 'airborne' } },
    })
    expect(refusal(store.run(setIsolation, { admissionId, from: 'none', to: 'airborne' }))).toBeNull()
    expect(admission().isolation).toBe('airborne')
  })

  it('given a clinician, when the oxygen scale is set, then it is recorded who decided; others may not', () => {
    const { store, admission, admissionId } = wardSeven()
    applied(store.run(setSpo2Scale, { admissionId, from: 1, to: 2 }, { userId: testId(8) }))
    expect(admission()).toMatchObject({ spo2Scale: 2, spo2ScaleBy: testId(8) })
    expect(setSpo2Scale.allow).toEqual(['clinician'])
  })

  it('given a patient who has left or no admission, when changed, then it is refused', () => {
    const { store, admission, admissionId } = wardSeven()
    const change = { from: null, to: 60 }
    expect(refusal(store.run(setObservationInterval, { admissionId: testId(9), ...change }))).toBe(
      'WARD_ADMISSION_UNKNOWN',
    )
    store.put(Admission, { ...admission(), status: 'discharged', bedId: null, dischargedAt: MORNING })
    expect(refusal(store.run(setObservationInterval, { admissionId, ...change }))).toBe('WARD_ALREADY_DISCHARGED')
  })

  it('given an interval under 5 minutes, when sent, then the input is refused', () => {
    const { store, admissionId } = wardSeven()
    expect(() => store.run(setObservationInterval, { admissionId, from: null, to: 4 })).toThrow('shortest interval')
  })
})
