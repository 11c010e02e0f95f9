import { expect, it } from 'vitest'
import { passwordProblem } from './password.ts'

const CONTEXT = ['Nimali Perera', 'Karapitiya Teaching Hospital']
const problemOf = (next: string) => passwordProblem('nimali.p', 'the old one', next, CONTEXT)

it.each([
  'password1234',
  'Passw0rd!2026',
  'P@ssw0rd1234',
  'Karapitiya2026',
  'Perera-Nimali-1987',
  'Hospital Ward 7!',
  'CareCode2026!!',
  'qwertyuiop123',
  '111111111111',
  '123456789012',
  'xyxyxyxyxyxy',
  'Galle November 2026',
])('given %s, then it is one of those that are tried first', (next) => {
  expect(problemOf(next)).toBe('PASSWORD_GUESSED')
})

it.each([
  'four words that nobody guesses',
  'tortoise lamp gravel',
  'K7QM-3WXR-9TZD',
  'hospital crab umbrella',
  '839201748365',
  'නිල් කොළ රතු කහ',
])('given %s, then it is taken', (next) => {
  expect(problemOf(next)).toBeNull()
})

it('given one that is short, the old one, or has the sign-in name in it, then it says so', () => {
  expect(problemOf('short')).toBe('PASSWORD_SHORT')
  expect(passwordProblem('nimali.p', 'tortoise lamp gravel', 'tortoise lamp gravel', CONTEXT)).toBe('PASSWORD_SAME')
  expect(problemOf('NIMALI.P tortoise lamp')).toBe('PASSWORD_NAME')
})
