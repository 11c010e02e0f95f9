import { describe, expect, it } from 'vitest'
import { applied, MemoryStore, refusal, testId } from '../../../testing/memory-store.ts'
import { Patient } from '../records.ts'
import { phn } from '../sequences.ts'
import { register } from './register.ts'
import { update } from './update.ts'

function withKamala() {
  const store = new MemoryStore([phn])
  const kamala = { familyName: 'Perera', givenName: 'Kamala', sex: 'female', phone: '0771234567' } as const
  const patientId = applied(store.run(register, kamala)).result.patientId as string
  return { store, patientId, row: () => store.get(Patient, patientId) }
}

describe('update a patient', () => {
  it('given two people, when they change different fields, then both changes stand', () => {
    const { store, patientId, row } = withKamala()
    store.run(update, { patientId, changes: { phone: { from: '0771234567', to: '071 765 4321' } } })
    store.run(update, { patientId, changes: { locality: { from: null, to: ' Galle ' } } })
    expect(row()).toMatchObject({ phone: '0717654321', locality: 'Galle', familyName: 'Perera' })
  })

  it('given a field that was changed meanwhile, when changed to something else, then refused with theirs', () => {
    const { store, patientId, row } = withKamala()
    store.run(update, { patientId, changes: { phone: { from: '0771234567', to: '0717654321' } } })
    const decision = store.run(update, { patientId, changes: { phone: { from: '0771234567', to: '0700000001' } } })
    expect(decision).toMatchObject({
      problem: { code: 'PATIENT_FIELD_CHANGED', params: { field: 'the phone number', theirs: '0717654321' } },
    })
    expect(row().phone).toBe('0717654321')
  })

  it('given a field that was changed meanwhile, when the server applies it, then the others count and both values are told', () => {
    const { store, patientId, row } = withKamala()
    store.run(update, { patientId, changes: { phone: { from: '0771234567', to: '0717654321' } } })
    const changes = { phone: { from: '0771234567', to: '0700000001' }, locality: { from: null, to: 'Galle' } }
    expect(store.run(update, { patientId, changes }, { later: true })).toMatchObject({
      type: 'apply',
      flags: [{ code: 'PATIENT_FIELD_CHANGED', sides: [{ field: 'phone', ours: '0700000001', theirs: '0717654321' }] }],
    })
    expect(row()).toMatchObject({ phone: '0717654321', locality: 'Galle' })
  })

  it('given a field that was changed meanwhile to the same value, when changed, then it stands', () => {
    const { store, patientId } = withKamala()
    const change = { patientId, changes: { title: { from: null, to: 'Mrs' } } }
    store.run(update, change)
    expect(refusal(store.run(update, change))).toBeNull()
  })

  it('given one lost field of two, when changed, then nothing is changed', () => {
    const { store, patientId, row } = withKamala()
    const changes = { givenName: { from: 'Kamala', to: 'Kamali' }, sex: { from: 'male', to: 'other' as const } }
    expect(refusal(store.run(update, { patientId, changes }))).toBe('PATIENT_FIELD_CHANGED')
    expect(row().givenName).toBe('Kamala')
  })

  it('given the NIC of another patient, when entered, then it is refused; her own again is not', () => {
    const { store, patientId } = withKamala()
    store.run(register, { familyName: 'Silva', sex: 'male', nic: '806380937V' })
    const taken = { patientId, changes: { nic: { from: null, to: '198063800937' } } }
    expect(refusal(store.run(update, taken))).toBe('PATIENT_NIC_EXISTS')
    expect(refusal(store.run(update, { patientId, changes: { nic: { from: null, to: '805470001V' } } }))).toBeNull()
    expect(
      refusal(store.run(update, { patientId, changes: { nic: { from: '805470001V', to: '198054700001' } } })),
    ).toBeNull()
  })

  it('given no such patient or a merged one, when changed, then it is refused', () => {
    const { store, patientId, row } = withKamala()
    const changes = { title: { from: null, to: 'Mrs' } }
    expect(refusal(store.run(update, { patientId: testId(99), changes }))).toBe('PATIENT_UNKNOWN')
    store.put(Patient, { ...row(), status: 'merged' })
    expect(refusal(store.run(update, { patientId, changes }))).toBe('PATIENT_MERGED')
  })

  it('given no change or a field that cannot be changed, when sent, then the input is refused', () => {
    const { store, patientId } = withKamala()
    expect(() => store.run(update, { patientId, changes: {} })).toThrow('Nothing was changed')
    const phnChange = { phn: { from: 'x', to: 'y' } } as object
    expect(() => store.run(update, { patientId, changes: phnChange })).toThrow()
  })
})
