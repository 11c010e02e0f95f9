import { beforeEach, describe, expect, it } from 'vitest'
import { applied, HOUR, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { pharmacyWithShelves } from '../../../testing/stocked.ts'
import { RegisterCheck } from '../register-records.ts'
import { Department, LedgerEntry } from '../stock-records.ts'
import { adjustStock } from './adjust-stock.ts'
import { checkRegister, settleRegister } from './check-register.ts'
import { dispense, dispenseWitnessed } from './dispense.ts'

const [ME, SECOND, THIRD] = [testId(2), testId(70), testId(71)] as [string, string, string]
const proven = (userId: string) => {
  const witness = { userId, method: 'pin', at: MORNING } as const
  return { proof: { method: 'pin', at: MORNING, witness } as const }
}
const finding = 'One ampoule broken in the drawer'

let pharmacy: ReturnType<typeof pharmacyWithShelves>
beforeEach(() => {
  pharmacy = pharmacyWithShelves()
  pharmacy.receive(
    { productId: pharmacy.ampoules, lot: 'M1', packSize: 10 },
    { productId: pharmacy.ampoules, lot: 'M2', packSize: 5 },
  )
  pharmacy.borrow('M1', 10)
})
const entry = (counted: number, witnessCounted = counted) => ({
  ...{ departmentId: pharmacy.departmentId, productId: pharmacy.ampoules, counted, witnessCounted },
})
const check = (counted: number, who: { at?: number; later?: boolean } = {}) =>
  applied(pharmacy.store.run(checkRegister, entry(counted), { ...proven(SECOND), ...who }))
const row = (id: string | undefined) => pharmacy.store.get(RegisterCheck, id ?? '')
const hand = (quantity: number) => ({
  departmentId: pharmacy.departmentId,
  lines: [{ stockId: pharmacy.stockOf('M1'), quantity }],
})

describe('count a controlled medicine by two persons', () => {
  it('given both find what the ledger says of all its batches, then it agrees, with both names', () => {
    const { result, flags } = check(15)
    expect(flags).toEqual([])
    expect(row(result.checkId)).toMatchObject({
      ...{ expected: 15, counted: 15, state: 'agrees', at: MORNING, by: ME, witnessId: SECOND, settledAt: null },
    })
  })

  it.each([14, 16, 0])('given both find %i of 15, then it is kept as found, and a pharmacist is told', (counted) => {
    const ledger = pharmacy.store.all(LedgerEntry)
    const { result, flags } = check(counted)
    expect(flags).toEqual(['REGISTER_VARIANCE'])
    expect(row(result.checkId)).toMatchObject({ expected: 15, counted, state: 'open' })
    // and nothing is corrected in silence
    expect(pharmacy.store.all(LedgerEntry)).toEqual(ledger)
  })

  it('given the two find different numbers, then they count again; afterwards it would be kept', () => {
    const { store } = pharmacy
    expect(refusal(store.run(checkRegister, entry(15, 14), proven(SECOND)))).toBe('REGISTER_COUNTS_DIFFER')
    expect(store.all(RegisterCheck)).toEqual([])
    expect(applied(store.run(checkRegister, entry(15, 14), { ...proven(SECOND), later: true })).flags).toEqual([])
  })

  it('given a movement after the count, then it counts for what is expected no more', () => {
    const { store } = pharmacy
    store.run(dispenseWitnessed, hand(2), { ...proven(SECOND), at: MORNING + HOUR })
    expect(row(check(15).result.checkId)?.expected).toBe(15)
    expect(row(check(13, { at: MORNING + HOUR }).result.checkId)).toMatchObject({ expected: 13, state: 'agrees' })
  })

  it.each([
    [-1, 'Enter a whole number'],
    [0.5, 'Enter a whole number'],
  ])('given %d counted, then the input is refused', (counted, why) => {
    expect(() => pharmacy.store.run(checkRegister, entry(counted), proven(SECOND))).toThrow(why)
  })

  it('given a medicine that is not controlled, or a department that is not there, then nothing is recorded', () => {
    const { store, capsules } = pharmacy
    const run = (more: object) => refusal(store.run(checkRegister, { ...entry(15), ...more }, proven(SECOND)))
    expect(run({ productId: capsules })).toBe('REGISTER_NOT_CONTROLLED')
    const place = store.all(Department)[0]
    if (place) store.put(Department, { ...place, retired: true })
    expect(run({})).toBe('DEPARTMENT_UNKNOWN')
  })
})

describe('a drawer whose count did not agree', () => {
  it('given it is locked, then nothing of it is handed over while somebody waits; what has happened is kept and flagged', () => {
    const { store } = pharmacy
    check(14)
    expect(refusal(store.run(dispenseWitnessed, hand(1), proven(SECOND)))).toBe('REGISTER_LOCKED')
    expect(applied(store.run(dispenseWitnessed, hand(1), { ...proven(SECOND), later: true })).flags).toEqual([
      'REGISTER_LOCKED',
    ])
  })

  it('given a dispense of before the count that arrives after it, then it was not locked yet', () => {
    const { store } = pharmacy
    check(14, { at: MORNING + HOUR })
    expect(applied(store.run(dispenseWitnessed, hand(1), { ...proven(SECOND), later: true })).flags).toEqual([])
  })

  it('given another medicine of the same department, then that is not locked', () => {
    const { store } = pharmacy
    pharmacy.receive({ lot: 'A1' })
    pharmacy.borrow('A1', 10)
    check(14)
    const lines = [{ stockId: pharmacy.stockOf('A1'), quantity: 1 }]
    expect(refusal(store.run(dispense, { departmentId: pharmacy.departmentId, lines }))).toBeNull()
  })

  it('given it is settled with somebody who did not count, then the count stays as it was, and the drawer opens', () => {
    const { store } = pharmacy
    const checkId = check(14).result.checkId ?? ''
    const waste = { stockId: pharmacy.stockOf('M1'), quantity: -1, cause: 'damaged', reason: 'Broken' } as const
    applied(store.run(adjustStock, waste, proven(SECOND)))
    expect(refusal(store.run(settleRegister, { checkId, finding }, proven(SECOND)))).toBe('REGISTER_SETTLES_OWN')
    applied(store.run(settleRegister, { checkId, finding }, { ...proven(THIRD), at: MORNING + HOUR }))
    expect(row(checkId)).toMatchObject({
      ...{ expected: 15, counted: 14, state: 'settled', finding },
      ...{ settledBy: ME, settledWitnessId: THIRD, settledAt: MORNING + HOUR },
    })
    expect(refusal(store.run(dispenseWitnessed, hand(1), proven(SECOND)))).toBeNull()
    expect(refusal(store.run(settleRegister, { checkId, finding }, proven(THIRD)))).toBe('REGISTER_CHECK_SETTLED')
    expect(refusal(store.run(settleRegister, { checkId: testId(999), finding }, proven(THIRD)))).toBe(
      'REGISTER_CHECK_UNKNOWN',
    )
  })

  it('given two counts that did not agree, then it opens when both are settled', () => {
    const { store } = pharmacy
    const both = [check(14), check(13)].map(({ result }) => result.checkId ?? '')
    const settle = (checkId: string) => applied(store.run(settleRegister, { checkId, finding }, proven(THIRD)))
    settle(both[0] as string)
    expect(refusal(store.run(dispenseWitnessed, hand(1), proven(SECOND)))).toBe('REGISTER_LOCKED')
    settle(both[1] as string)
    expect(refusal(store.run(dispenseWitnessed, hand(1), proven(SECOND)))).toBeNull()
  })
})
