import { describe, expect, it } from 'vitest'
import { applied, MemoryStore, testId } from '../../../testing/memory-store.ts'
import { Patient } from '../records.ts'
import { confirmNoAllergies } from './confirm-no-allergies.ts'
import { recordAllergy } from './record-allergy.ts'
import { retractAllergy } from './retract-allergy.ts'

const patientId = testId(9)
const status = (store: MemoryStore) => store.get(Patient, patientId).allergyStatus

describe('confirm no known allergies', () => {
  it('given no allergy, when confirmed, then the patient has none', () => {
    const store = new MemoryStore()
    applied(store.run(confirmNoAllergies, { patientId }))
    expect(status(store)).toBe('none')
  })

  it('given an active allergy, when confirmed, then the allergy stands and somebody looks at it', () => {
    const store = new MemoryStore()
    store.run(recordAllergy, { patientId, substance: 'Penicillin' })
    const decision = store.run(confirmNoAllergies, { patientId })
    expect(decision).toMatchObject({
      flags: [{ code: 'PATIENT_HAS_ALLERGIES', params: { count: 1, substances: 'Penicillin' }, ownerRole: 'nurse' }],
    })
    expect(status(store)).toBe('known')
  })

  it('given only an allergy that was taken back, when confirmed, then the patient has none', () => {
    const store = new MemoryStore()
    const { result } = applied(store.run(recordAllergy, { patientId, substance: 'Penicillin' }))
    store.run(retractAllergy, { allergyId: result.allergyId as string, reason: 'Wrong patient' })
    expect(applied(store.run(confirmNoAllergies, { patientId })).flags).toEqual([])
    expect(status(store)).toBe('none')
  })

  it('given "none", when an allergy is recorded later, then the patient has known allergies', () => {
    const store = new MemoryStore()
    store.run(confirmNoAllergies, { patientId })
    store.run(recordAllergy, { patientId, substance: 'Latex' })
    expect(status(store)).toBe('known')
  })
})
