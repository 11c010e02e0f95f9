import { describe, expect, it } from 'vitest'
import { applied, HOUR, MemoryStore, MORNING, testId } from '../../../testing/memory-store.ts'
import { Allergy, Patient } from '../records.ts'
import { phn } from '../sequences.ts'
import { recordAllergy } from './record-allergy.ts'
import { register } from './register.ts'

describe('record an allergy', () => {
  it('given a patient, when recorded, then she has known allergies and the author is named', () => {
    const store = new MemoryStore([phn])
    const { result } = applied(store.run(register, { familyName: 'Perera', sex: 'female' }))
    const patientId = result.patientId as string
    const decision = store.run(recordAllergy, { patientId, substance: ' Penicillin ' }, { userId: testId(8) })
    expect(applied(decision).flags).toEqual([])
    expect(store.get(Patient, patientId).allergyStatus).toBe('known')
    expect(store.all(Allergy)).toMatchObject([
      { substance: 'Penicillin', recordedBy: testId(8), recordedAt: MORNING, status: 'active' },
    ])
  })

  it('given a patient whose registration was refused, when recorded, then it stands with a flag', () => {
    const store = new MemoryStore()
    const decision = store.run(recordAllergy, { patientId: testId(9), substance: 'Latex' })
    expect(applied(decision).flags).toEqual(['PATIENT_UNKNOWN'])
    expect(store.get(Patient, testId(9))).toMatchObject({ identity: 'unknown', allergyStatus: 'known' })
    expect(store.all(Allergy)).toHaveLength(1)
  })

  it('given a time more than five minutes ahead, when recorded, then it stands with a flag', () => {
    const store = new MemoryStore()
    const allergy = { patientId: testId(9), substance: 'Latex' }
    const soon = store.run(recordAllergy, { ...allergy, recordedAt: MORNING + 300_000 })
    const later = store.run(recordAllergy, { ...allergy, recordedAt: MORNING + HOUR })
    expect(applied(soon).flags).not.toContain('PATIENT_TIME_AHEAD')
    expect(applied(later).flags).toContain('PATIENT_TIME_AHEAD')
  })
})
