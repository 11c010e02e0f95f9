import { expect, it } from 'vitest'
import { fieldWords, readable } from './readable.ts'

const ID = '0193a000-0000-7000-8000-000000000001'

it('given a change of fields, when read, then each line has what it replaces, and ids are left out', () => {
  const entry = { patientId: ID, changes: { phone: { from: null, to: '0711' }, title: { from: 'Mr', to: 'Dr' } } }
  expect(readable(entry)).toEqual([
    { field: 'phone', value: '0711', from: null },
    { field: 'title', value: 'Dr', from: 'Mr' },
  ])
})

it('given a set of observations, when read, then only what was measured is there, and a zero is a measurement', () => {
  expect(readable({ admissionId: ID, pulse: 0, spo2: null, onOxygen: false, others: [] })).toEqual([
    { field: 'pulse', value: 0 },
    { field: 'onOxygen', value: false },
  ])
})

it('given what stands inside, when read, then it is not lost', () => {
  const entry = { patient: { familyName: 'Perera', phn: '1' }, rooms: [{ name: 'Bay', beds: ['1', '2'] }] }
  expect(readable(entry).map(({ value }) => value)).toEqual(['Perera', '1', 'Bay', '1', '2'])
  expect(fieldWords('nextOfKinName')).toBe('next of kin name')
})
