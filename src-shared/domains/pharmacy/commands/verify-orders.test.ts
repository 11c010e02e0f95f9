import { expect, it } from 'vitest'
import { applied, refusal, testId } from '../../../testing/memory-store.ts'
import { pharmacyWithShelves } from '../../../testing/stocked.ts'
import { Verification, verifyOrders } from '../index.ts'

const [KAMALA, ORDER] = [testId(50), testId(80)]
const entry = (departmentId: string, change: object = {}) => ({
  ...{ departmentId, patientId: KAMALA },
  orders: [{ orderId: ORDER, outcome: 'verified' as const, ...change }],
})

it('given orders without a warning, when a pharmacist verifies them, then each stands with who and when', () => {
  const { store, departmentId } = pharmacyWithShelves()
  applied(store.run(verifyOrders, entry(departmentId)))
  expect(store.all(Verification)).toMatchObject([{ orderId: ORDER, outcome: 'verified', note: null, by: testId(2) }])
})

it('given a warning, or a question to the doctor, when nothing is said of it, then the form asks', () => {
  const { store, departmentId } = pharmacyWithShelves()
  const save = (change: object) => store.run(verifyOrders, entry(departmentId, change))
  expect(() => save({ findings: ['interaction'] })).toThrow('say why')
  expect(() => save({ outcome: 'queried' })).toThrow('what the doctor is asked')
  applied(save({ findings: ['interaction'], note: 'Known, monitored' }))
  applied(save({ outcome: 'queried', note: 'Dose for this weight?' }))
  expect(store.all(Verification)).toHaveLength(2)
})

it('given a department that is not known, then it is refused while somebody waits, and kept where it has happened', () => {
  const { store } = pharmacyWithShelves()
  expect(refusal(store.run(verifyOrders, entry(testId(99))))).toBe('DEPARTMENT_UNKNOWN')
  applied(store.run(verifyOrders, entry(testId(99)), { later: true }))
})
