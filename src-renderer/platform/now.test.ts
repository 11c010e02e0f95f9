import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readTakenAt } from '../domains/ward/vitals/taken-at.ts'
import { clinicalNow, correctClock } from './now.ts'

const DAY = 86_400_000
const COLOMBO = 330
const hospital = Date.UTC(2026, 10, 23, 2, 30)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  correctClock(null)
  vi.useRealTimers()
})

it.each([
  ['fast', DAY],
  ['slow', -DAY],
])('given a computer whose clock is a day %s, when a set is taken now, then it has the hospital’s time', (_, wrong) => {
  vi.setSystemTime(hospital + wrong)
  correctClock(-wrong)
  expect(readTakenAt('', clinicalNow(), COLOMBO)).toEqual({ ok: true, at: hospital })
  expect(readTakenAt('0745', clinicalNow(), COLOMBO)).toEqual({ ok: true, at: hospital - 15 * 60_000 })
})

it('given a server that was never met, then this computer’s clock is all there is', () => {
  vi.setSystemTime(hospital)
  expect(clinicalNow()).toBe(hospital)
})
