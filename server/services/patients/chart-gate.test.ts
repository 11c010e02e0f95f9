import { expect, it } from 'vitest'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { chartGate } from './chart-gate.ts'

const [WARD, OTHER, PATIENT] = [1, 2, 3].map(testId) as [string, string, string]
const personOf = (charts: string[] | null, opened: string[] = []) => ({
  ...{ userId: testId(4), roles: [], charts },
  rights: { roles: [], opened },
})
const gateOf = (ward: string | null) => chartGate(async () => ward)

it('given a patient on her ward or on none, then the chart is open; on another ward it is closed', async () => {
  expect(await gateOf(WARD)(personOf([WARD]), PATIENT)).toBe(true)
  expect(await gateOf(null)(personOf([WARD]), PATIENT)).toBe(true)
  expect(await gateOf(OTHER)(personOf([WARD]), PATIENT)).toBe(false)
  expect(await gateOf(OTHER)(personOf([]), PATIENT)).toBe(false)
})

it('given a chart that she has opened with a reason, then it is open, and that of another patient is not', async () => {
  expect(await gateOf(OTHER)(personOf([WARD], [PATIENT]), PATIENT.toUpperCase())).toBe(true)
  expect(await gateOf(OTHER)(personOf([WARD], [testId(9)]), PATIENT)).toBe(false)
})

it('given the ward service is away, then nothing is told but to whom all charts are open, or this one is', async () => {
  const isOpen = chartGate(async () => {
    throw new ProblemError('SERVICE_UNAVAILABLE')
  })
  await expect(isOpen(personOf([WARD]), PATIENT)).rejects.toThrow('SERVICE_UNAVAILABLE')
  expect(await isOpen(personOf(null), PATIENT)).toBe(true)
  expect(await isOpen(personOf([WARD], [PATIENT]), PATIENT)).toBe(true)
})
