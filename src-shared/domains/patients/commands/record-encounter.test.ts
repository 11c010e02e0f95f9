import { describe, expect, it } from 'vitest'
import { applied, HOUR, MemoryStore, MORNING, testId } from '../../../testing/memory-store.ts'
import { Encounter, Patient } from '../records.ts'
import { phn } from '../sequences.ts'
import { recordEncounter } from './record-encounter.ts'
import { register } from './register.ts'

const visit = { class: 'AMB', startedAt: MORNING - 2 * HOUR, endedAt: MORNING - HOUR }

describe('record an encounter', () => {
  it('given a patient, when recorded, then her own row is not touched', () => {
    const store = new MemoryStore([phn])
    const { result } = applied(store.run(register, { familyName: 'Perera', sex: 'female' }))
    const decision = store.run(recordEncounter, { ...visit, patientId: result.patientId as string })
    expect(decision).toMatchObject({ type: 'apply', flags: [], puts: [{ kind: Encounter }] })
  })

  it('given no patient and exchanged times, when recorded, then it stands with both flags', () => {
    const store = new MemoryStore()
    const exchanged = { class: 'AMB', startedAt: MORNING - HOUR, endedAt: MORNING - 2 * HOUR, patientId: testId(9) }
    expect(applied(store.run(recordEncounter, exchanged)).flags).toEqual(['PATIENT_UNKNOWN', 'PATIENT_TIMES_REVERSED'])
    expect(store.all(Encounter)).toHaveLength(1)
    expect(store.all(Patient)).toHaveLength(1)
  })

  it('given an import, when it breaches, then it stands and nobody is called', () => {
    const store = new MemoryStore()
    const imported = { ...visit, endedAt: 0, patientId: testId(9), sourceId: 'fhir/Encounter/1' }
    expect(applied(store.run(recordEncounter, imported)).flags).toEqual([])
    expect(store.all(Encounter)[0]).toMatchObject({ sourceId: 'fhir/Encounter/1', endedAt: 0 })
  })
})
