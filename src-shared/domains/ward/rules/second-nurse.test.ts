import { expect, it } from 'vitest'
import { needsSecondNurse } from './second-nurse.ts'

it('given a high-alert medicine, a controlled one, both or neither, then each but the last needs a second nurse', () => {
  expect(needsSecondNurse({ highAlert: 'opioid', controlled: false })).toBe(true)
  expect(needsSecondNurse({ highAlert: true, controlled: false })).toBe(true)
  expect(needsSecondNurse({ highAlert: null, controlled: true })).toBe(true)
  expect(needsSecondNurse({ highAlert: 'insulin', controlled: true })).toBe(true)
  expect(needsSecondNurse({ highAlert: null, controlled: false })).toBe(false)
  expect(needsSecondNurse({ highAlert: false, controlled: false })).toBe(false)
})
