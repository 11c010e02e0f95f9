import { describe, expect, it } from 'vitest'
import { applied, MemoryStore, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { Patient } from '../records.ts'
import { phn } from '../sequences.ts'
import { recordAllergy } from './record-allergy.ts'
import { register } from './register.ts'

const kamala = { familyName: 'Perera', givenName: 'Kamala', sex: 'female' } as const
const hospital = () => new MemoryStore([phn])
const onlyPatient = (store: MemoryStore) => store.all(Patient).at(-1)

describe('register a patient', () => {
  it('given name and sex only, when registered, then there is a valid PHN and allergies are not recorded', () => {
    const store = hospital()
    const { result, flags } = applied(store.run(register, kamala))
    expect(phn.parse(result.phn as string)).toBe(1_000_001)
    expect(flags).toEqual([])
    const row = store.get(Patient, result.patientId as string)
    expect(row).toMatchObject({ ...kamala, allergyStatus: 'notRecorded', registeredAt: MORNING, status: 'active' })
  })

  it('given NIC and phone as people type them, when registered, then they are kept tidy', () => {
    const store = hospital()
    store.run(register, { ...kamala, nic: ' 806380937 v', phone: '077-123 4567', nextOfKinPhone: '+94 (77) 1' })
    expect(onlyPatient(store)).toMatchObject({ nic: '806380937V', phone: '0771234567', nextOfKinPhone: '+94771' })
  })

  it('given a NIC, when another patient comes with it or with the new card of the same person, then refused', () => {
    const store = hospital()
    store.run(register, { ...kamala, nic: '806380937V' })
    for (const nic of ['806380937v', '198063800937']) {
      expect(refusal(store.run(register, { ...kamala, nic }))).toBe('PATIENT_NIC_EXISTS')
    }
    expect(refusal(store.run(register, { ...kamala, nic: '806380938V' }))).toBeNull()
  })

  it('given the new card first, when the old card comes, then it is refused', () => {
    const store = hospital()
    store.run(register, { ...kamala, nic: '198063800937' })
    expect(refusal(store.run(register, { ...kamala, nic: '806380937X' }))).toBe('PATIENT_NIC_EXISTS')
  })

  it('given a merged record with the NIC, when registered, then it does not stand in the way', () => {
    const store = hospital()
    store.run(register, { ...kamala, nic: '806380937V' })
    const row = store.all(Patient)[0]
    if (row) store.put(Patient, { ...row, status: 'merged' })
    expect(refusal(store.run(register, { ...kamala, nic: '806380937V' }))).toBeNull()
  })

  it('given one card on two stations, when the server has both, then both stand and the second is told', () => {
    const store = hospital()
    const first = applied(store.run(register, { ...kamala, nic: '806380937V' })).result
    const second = store.run(register, { ...kamala, nic: '198063800937' }, { later: true })
    expect(second).toMatchObject({
      flags: [{ code: 'PATIENT_POSSIBLE_DUPLICATE', params: { phn: first.phn }, otherId: first.patientId }],
    })
    expect(store.all(Patient).map(({ nic }) => nic)).toEqual(['806380937V', null])
  })

  it('given one name, birth date and phone on two stations, when the server has both, then the second is told', () => {
    const store = hospital()
    const person = { ...kamala, birthDate: '1980-05-17', phone: '+94 77 123 4567' }
    const first = applied(store.run(register, person)).result
    const same = { ...person, phone: '0771234567', givenName: 'Kamalaa' }
    expect(store.run(register, same, { later: true })).toMatchObject({ flags: [{ otherId: first.patientId }] })
    const flags = (change: object) => applied(store.run(register, { ...same, ...change }, { later: true })).flags
    expect(flags({ givenName: 'Nimal' })).toEqual([])
    expect(flags({ birthDate: '1980-05-18' })).toEqual([])
    expect(flags({ phone: null })).toEqual([])
    expect(flags({ sourceId: 'fhir/7' })).toEqual([])
  })

  it('given what is no NIC, when registered, then it is refused', () => {
    expect(refusal(hospital().run(register, { ...kamala, nic: '12345' }))).toBe('PATIENT_NIC_INVALID')
  })

  it('given an unknown patient, when registered without a name, then an alias is reserved', () => {
    const store = hospital()
    store.run(register, { sex: 'male', identity: 'unknown' })
    store.run(register, { sex: 'male', identity: 'unknown' })
    const names = store.all(Patient).map((each) => each.familyName)
    expect(names[0]).toMatch(/^Unknown [A-Z][a-z]+$/)
    expect(names[1]).not.toBe(names[0])
  })

  it('given a mother, when her newborn is registered without a name, then it is "Baby of" her', () => {
    const store = hospital()
    const mother = applied(store.run(register, kamala)).result.patientId as string
    store.run(register, { sex: 'male', identity: 'newborn', motherId: mother, birthDate: '2026-03-02', birthOrder: 2 })
    expect(onlyPatient(store)).toMatchObject({ familyName: 'Perera', givenName: 'Baby 2 of Kamala', motherId: mother })
  })

  it('given a newborn, when its mother is not known here, then it is refused', () => {
    const baby = { sex: 'male', identity: 'newborn', motherId: testId(77), birthDate: '2026-03-02' } as const
    expect(refusal(hospital().run(register, baby))).toBe('PATIENT_MOTHER_UNKNOWN')
  })

  it('given an import, when the same source comes with another id, then it is refused', () => {
    const store = hospital()
    store.run(register, { ...kamala, sourceId: 'fhir/1' })
    expect(refusal(store.run(register, { ...kamala, sourceId: 'fhir/1' }))).toBe('PATIENT_SOURCE_EXISTS')
  })

  it('given a date of birth tomorrow or later, when registered, then it is refused, by the hospital’s calendar', () => {
    const store = hospital()
    expect(refusal(store.run(register, { ...kamala, birthDate: '2026-03-03' }))).toBe('PATIENT_DATE_AHEAD')
    const evening = { at: Date.UTC(2026, 2, 2, 18, 35) }
    expect(refusal(store.run(register, { ...kamala, birthDate: '2026-03-03' }, evening))).toBeNull()
    expect(refusal(store.run(register, { ...kamala, birthDate: '2026-03-02' }))).toBeNull()
    expect(refusal(store.run(register, { ...kamala, deceasedAt: MORNING + 600_000 }))).toBe('PATIENT_DATE_AHEAD')
  })

  it('given an allergy that came before its registration, when registered, then the allergy is kept', () => {
    const store = hospital()
    // the first id that the store gives out next
    const patientId = testId(1002)
    store.run(recordAllergy, { patientId, substance: 'Penicillin' })
    const { result } = applied(store.run(register, kamala))
    expect(result.patientId).toBe(patientId)
    expect(store.get(Patient, patientId)).toMatchObject({ familyName: 'Perera', allergyStatus: 'known' })
  })

  it('given a known patient without a name, when sent, then the input is refused in plain words', () => {
    expect(() => hospital().run(register, { sex: 'female' })).toThrow('Enter the family name')
    expect(() => hospital().run(register, { sex: 'female', identity: 'newborn' })).toThrow('Choose the mother')
    expect(() => hospital().run(register, { ...kamala, phone: 'none' })).not.toThrow()
    expect(() => hospital().run(register, { ...kamala, phone: '12' })).toThrow('3 to 15 digits')
  })
})
