import { expect, it } from 'vitest'
import { register } from '../domains/patients/index.ts'
import { cleanText, cleanTexts } from './clean.ts'

const NUL = String.fromCharCode(0)
const ESCAPE = String.fromCharCode(27)
const HALF = String.fromCharCode(0xd83d)

it('given control characters and half a character in a text, then it is what every store can carry', () => {
  expect(cleanText(`Kam${NUL}ala${ESCAPE}`)).toBe('Kamala')
  expect(cleanText(`Kamala${HALF}`)).toBe('Kamala\uFFFD')
  expect(cleanText('cough\r\nfever\r\tsince Monday')).toBe('cough\nfever\n\tsince Monday')
  expect(cleanText('කමලා 😀')).toBe('කමලා 😀')
})

it('given an entry with nothing to change, then it is the same value', () => {
  const entry = { name: 'Perera', others: [{ code: 'x', value: 1 }], none: null }
  expect(cleanTexts(entry)).toBe(entry)
  expect(cleanTexts({ ...entry, others: [{ code: `x${NUL}`, value: 1 }] })).toEqual(entry)
})

it('given a name with a control character, when the command reads its input, then the name is without it', () => {
  const input = { familyName: `Pere${NUL}ra`, givenName: 'Kamala', sex: 'female' as const, birthDate: '1980-05-17' }
  expect(register.input.parse(input)).toMatchObject({ familyName: 'Perera' })
})
