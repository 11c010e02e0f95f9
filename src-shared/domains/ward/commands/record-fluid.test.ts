import { describe, expect, it } from 'vitest'
import { applied, HOUR, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { kamala, nimal, wardSeven } from '../../../testing/ward-seven.ts'
import { FluidRecord } from '../fluid-records.ts'
import { WardPatient } from '../records.ts'
import { markFluidInError } from './mark-fluid-in-error.ts'
import { recordFluid } from './record-fluid.ts'

const { patientId } = kamala
const reason = 'Another patient was meant'

function atTheBed() {
  const ward = wardSeven()
  const entry = { admissionId: ward.admissionId, patientId, sort: 'urine', volume: 250, takenAt: MORNING } as const
  const fluid = (id: string | undefined) => ward.store.get(FluidRecord, id ?? '')
  return { ...ward, entry, fluid }
}

describe('record a fluid', () => {
  it('given an admitted patient, when a volume is recorded, then it stands in millilitres with who and when', () => {
    const { store, entry, fluid, admissionId } = atTheBed()
    const { result, flags } = applied(store.run(recordFluid, entry, { userId: testId(8) }))
    const row = { admissionId, patientId, sort: 'urine', volume: 250, takenAt: MORNING, takenBy: testId(8) }
    expect(fluid(result.fluidId)).toMatchObject({ ...row, status: 'final', note: null })
    expect(flags).toEqual([])
  })

  it('given the same volume twice, when both are recorded, then both stay', () => {
    const { store, entry } = atTheBed()
    const [one, other] = [1, 2].map(() => applied(store.run(recordFluid, entry)).result.fluidId)
    expect(one).not.toBe(other)
  })

  it.each([-1, 0.5, 20_001])('given %d mL, when recorded, then the input is refused', (volume) => {
    const { store, entry } = atTheBed()
    expect(() => store.run(recordFluid, { ...entry, volume })).toThrow()
  })

  it.each([0, 20_000])('given %d mL, when recorded, then it stands', (volume) => {
    const { store, entry, fluid } = atTheBed()
    expect(fluid(applied(store.run(recordFluid, { ...entry, volume })).result.fluidId).volume).toBe(volume)
  })

  it('given a time in the future, when recorded, then it is kept and flagged', () => {
    const { store, entry } = atTheBed()
    const { flags } = applied(store.run(recordFluid, { ...entry, takenAt: MORNING + HOUR }))
    expect(flags).toEqual(['VITALS_AHEAD'])
  })

  it('given another patient’s admission, when recorded, then it is kept with the patient, flagged, and not on the stranger’s chart', () => {
    const { store, entry, fluid } = atTheBed()
    const { result, flags } = applied(store.run(recordFluid, { ...entry, patientId: nimal.patientId }))
    expect(flags).toContain('WARD_PATIENT_MISMATCH')
    expect(fluid(result.fluidId)).toMatchObject({ admissionId: null, patientId: nimal.patientId })
  })

  it('given a patient nobody knows, when recorded, then it is kept under the id and flagged', () => {
    const { store, entry } = atTheBed()
    const stranger = { ...entry, patientId: testId(77), admissionId: null }
    expect(applied(store.run(recordFluid, stranger)).flags).toEqual(['WARD_PATIENT_UNKNOWN'])
    expect(store.get(WardPatient, testId(77)).resolved).toBe(false)
  })
})

describe('mark a fluid as entered in error', () => {
  it('given a record, when marked, then it stays with its volume, the reason and who', () => {
    const { store, entry, fluid } = atTheBed()
    const fluidId = applied(store.run(recordFluid, entry)).result.fluidId ?? ''
    applied(store.run(markFluidInError, { fluidId, reason }, { userId: testId(8) }))
    const mark = { status: 'enteredInError', errorReason: reason, errorBy: testId(8), errorAt: MORNING }
    expect(fluid(fluidId)).toMatchObject({ ...mark, volume: 250 })
    expect(refusal(store.run(markFluidInError, { fluidId, reason }))).toBe('FLUID_ALREADY_IN_ERROR')
  })

  it('given an unknown record, when marked, then it is refused', () => {
    expect(refusal(atTheBed().store.run(markFluidInError, { fluidId: testId(99), reason }))).toBe('FLUID_UNKNOWN')
  })
})
