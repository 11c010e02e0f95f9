import { describe, expect, it } from 'vitest'
import type { Role } from '../../../kernel/actor.ts'
import { applied, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { kamala, wardSeven } from '../../../testing/ward-seven.ts'
import { type DischargeStage, WardPatient } from '../records.ts'
import { cancelDischarge } from './cancel-discharge.ts'
import { discharge } from './discharge.ts'

const steps: [DischargeStage, Role][] = [
  ['clinical', 'clinician'],
  ['nursing', 'nurse'],
  ['pharmacy', 'pharmacist'],
  ['billing', 'cashier'],
  ['physical', 'nurse'],
]

function leaving(upTo: number) {
  const ward = wardSeven()
  const step = (stage: DischargeStage, roles?: Role[]) =>
    ward.store.run(discharge, { admissionId: ward.admissionId, stage }, roles ? { roles } : {})
  for (const [stage, role] of steps.slice(0, upTo)) applied(step(stage, [role]))
  return { ...ward, step }
}

describe('discharge', () => {
  it('given all stages but the physical one, when done, then the patient still lies in the bed', () => {
    const { admission, bed, admissionId, store } = leaving(4)
    expect(admission()).toMatchObject({ status: 'discharging', bedId: bed('1').id, dischargedAt: null })
    expect(bed('1')).toMatchObject({ state: 'occupied', admissionId })
    expect(store.get(WardPatient, kamala.patientId).admissionId).toBe(admissionId)
  })

  it('given the physical stage, when done, then the bed is free and the patient may be admitted again', () => {
    const { admission, bed, store } = leaving(5)
    expect(admission()).toMatchObject({ status: 'discharged', bedId: null, dischargedAt: MORNING })
    expect(admission().stages.map((each) => each.stage)).toEqual(steps.map(([stage]) => stage))
    expect(bed('1')).toMatchObject({ state: 'available', admissionId: null })
    expect(store.get(WardPatient, kamala.patientId)).toMatchObject({ wardId: null, admissionId: null })
  })

  it.each([0, 1, 2, 3, 4])('given %i stages done, when any but the next comes, then refused with the next', (done) => {
    const { step } = leaving(done)
    const expected = steps[done]?.[0]
    for (const [stage] of steps.filter(([each]) => each !== expected))
      expect(step(stage)).toMatchObject({ problem: { code: 'WARD_DISCHARGE_ORDER', params: { expected } } })
  })

  it.each(steps.map(([stage, role], done) => ({ stage, role, done })))(
    'given the stage $stage, when anybody but a $role completes it, then it is refused',
    ({ stage, role, done }) => {
      const { step } = leaving(done)
      const others = (['nurse', 'clinician', 'pharmacist', 'cashier'] as const).filter((each) => each !== role)
      expect(refusal(step(stage, others))).toBe('NOT_ALLOWED')
    },
  )

  it('given a patient who has left or no admission, when discharged, then it is refused', () => {
    const { step, store } = leaving(5)
    expect(refusal(step('clinical'))).toBe('WARD_ALREADY_DISCHARGED')
    const other = store.run(discharge, { admissionId: testId(99), stage: 'clinical' })
    expect(refusal(other)).toBe('WARD_ADMISSION_UNKNOWN')
  })
})

describe('cancel a discharge', () => {
  const reason = 'Fever again'

  it('given some stages, when cancelled, then the patient stays and the discharge starts from its first stage', () => {
    const { store, admission, admissionId, step } = leaving(3)
    applied(store.run(cancelDischarge, { admissionId, reason }))
    expect(admission()).toMatchObject({ status: 'admitted', stages: [] })
    expect(refusal(step('billing'))).toBe('WARD_DISCHARGE_ORDER')
  })

  it('given no stage or the last, when cancelled, then it is refused', () => {
    const none = leaving(0)
    const all = leaving(5)
    const cancel = ({ store, admissionId }: typeof none) => refusal(store.run(cancelDischarge, { admissionId, reason }))
    expect([cancel(none), cancel(all)]).toEqual(['WARD_NOT_DISCHARGING', 'WARD_ALREADY_DISCHARGED'])
  })
})
