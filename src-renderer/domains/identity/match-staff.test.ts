import { describe, expect, test } from 'vitest'
import { matchStaff } from './match-staff.ts'

const staff = ['Kamala Perera', 'Nimal Silva', 'Kapila Dias', 'Dr Aruni Jayawardena'].map((displayName) => ({
  displayName,
  username: displayName.toLowerCase().replaceAll(' ', '.'),
}))
const first = (typed: string) => matchStaff(staff, typed)[0]?.displayName

describe('Given the people of a ward', () => {
  test.each([
    ['kp', 'Kamala Perera'],
    ['KA', 'Kamala Perera'],
    ['kap', 'Kapila Dias'],
    ['aj', 'Dr Aruni Jayawardena'],
    ['si', 'Nimal Silva'],
    ['zz', undefined],
  ])('when %j is typed, then %s comes first', (typed, name) => {
    expect(first(typed)).toBe(name)
  })

  test('when nothing is typed, then everybody is listed in the given order', () => {
    expect(matchStaff(staff, '')).toEqual(staff)
  })
})
