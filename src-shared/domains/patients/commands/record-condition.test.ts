import { describe, expect, it } from 'vitest'
import { applied, HOUR, MemoryStore, MORNING, testId } from '../../../testing/memory-store.ts'
import { Condition } from '../records.ts'
import { recordCondition } from './record-condition.ts'

const patientId = testId(9)

describe('record a condition', () => {
  it('given only its name, when recorded, then the rest is empty and not invented', () => {
    const store = new MemoryStore()
    applied(store.run(recordCondition, { patientId, display: 'Asthma', code: ' ' }))
    expect(store.all(Condition)).toMatchObject([{ display: 'Asthma', code: null, onsetAt: null, abatedAt: null }])
  })

  it('given an onset tomorrow, when recorded, then it stands with a flag', () => {
    const decision = new MemoryStore().run(recordCondition, {
      patientId,
      display: 'Asthma',
      onsetAt: MORNING + 24 * HOUR,
    })
    expect(applied(decision).flags).toContain('PATIENT_TIME_AHEAD')
  })

  it('given no name, when recorded, then the input is refused', () => {
    expect(() => new MemoryStore().run(recordCondition, { patientId, display: '' })).toThrow('Enter the diagnosis')
  })
})
