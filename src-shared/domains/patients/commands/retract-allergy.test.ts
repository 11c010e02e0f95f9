import { describe, expect, it } from 'vitest'
import { applied, MemoryStore, refusal, testId } from '../../../testing/memory-store.ts'
import { Allergy, Patient } from '../records.ts'
import { recordAllergy } from './record-allergy.ts'
import { retractAllergy } from './retract-allergy.ts'

const patientId = testId(9)
function withAllergies(...substances: string[]) {
  const store = new MemoryStore()
  const ids = substances.map(
    (substance) => applied(store.run(recordAllergy, { patientId, substance })).result.allergyId as string,
  )
  return { store, ids, status: () => store.get(Patient, patientId).allergyStatus }
}

describe('take an allergy back', () => {
  it('given two allergies, when one and then the other is taken back, then the patient has to be asked again', () => {
    const { store, ids, status } = withAllergies('Penicillin', 'Latex')
    const [first = '', second = ''] = ids
    applied(store.run(retractAllergy, { allergyId: first, reason: 'Wrong patient' }))
    expect(status()).toBe('known')
    applied(store.run(retractAllergy, { allergyId: second, reason: 'Wrong patient' }))
    expect(status()).toBe('notRecorded')
    expect(store.get(Allergy, first)).toMatchObject({ status: 'enteredInError', errorReason: 'Wrong patient' })
  })

  it('given one that is taken back already or is not known, when taken back, then it is refused', () => {
    const { store, ids } = withAllergies('Latex')
    const input = { allergyId: ids[0] ?? '', reason: 'Wrong patient' }
    store.run(retractAllergy, input)
    expect(refusal(store.run(retractAllergy, input))).toBe('ALLERGY_ALREADY_RETRACTED')
    expect(refusal(store.run(retractAllergy, { ...input, allergyId: testId(5) }))).toBe('ALLERGY_UNKNOWN')
  })

  it('given no reason, when taken back, then the input is refused', () => {
    const { store, ids } = withAllergies('Latex')
    expect(() => store.run(retractAllergy, { allergyId: ids[0] ?? '', reason: '  ' })).toThrow('Give a reason')
  })
})
