import { beforeEach, describe, expect, it } from 'vitest'
import { applied, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { pharmacyWithShelves } from '../../../testing/stocked.ts'
import {
  adjustStock,
  approveCount,
  beginCount,
  CountLine,
  cancelCount,
  dispense,
  holding,
  LedgerEntry,
  recordCount,
  StockCount,
} from '../index.ts'

const MINUTE = 60_000
const [COUNTER, BOSS] = [testId(60), testId(61)]
let pharmacy: ReturnType<typeof pharmacyWithShelves>
beforeEach(() => {
  pharmacy = pharmacyWithShelves()
  pharmacy.receive({ lot: 'A1' })
})
const stockId = () => pharmacy.stockOf('A1')
const give = (quantity: number, at: number, later = false) =>
  applied(
    pharmacy.store.run(
      dispense,
      { departmentId: pharmacy.departmentId, lines: [{ stockId: stockId(), quantity, reason: 'Box in hand' }] },
      { at, later },
    ),
  )

describe('an adjustment', () => {
  const adjust = (quantity: number, cause: 'damaged' | 'lost' | 'found') => ({
    ...{ stockId: stockId(), quantity, cause, reason: 'Seen on the shelf' },
  })
  const seen = { how: 'pin', at: MORNING, witness: { userId: BOSS, roles: ['pharmacist'], how: 'pin' } } as never

  it('given a broken box, then both books lose it, and the ledger names both people', () => {
    applied(pharmacy.store.run(adjustStock, adjust(-3, 'damaged'), { userId: COUNTER, proof: seen }))
    expect(pharmacy.books('A1')).toEqual({ ledger: 97, accounts: 97 })
    expect(pharmacy.store.all(LedgerEntry).at(-1)).toMatchObject({ type: 'wasted', by: COUNTER, witnessId: BOSS })
  })

  it('given more is found, then both books have it; damage cannot make more', () => {
    applied(pharmacy.store.run(adjustStock, adjust(5, 'found')))
    expect(pharmacy.books('A1')).toEqual({ ledger: 105, accounts: 105 })
    expect(() => pharmacy.store.run(adjustStock, adjust(5, 'damaged'))).toThrow('cannot make stock more')
  })

  it('given more is lost than there is, then it is refused; all of it is not', () => {
    expect(refusal(pharmacy.store.run(adjustStock, adjust(-101, 'lost')))).toBe('ADJUSTMENT_EXCEEDS_STOCK')
    applied(pharmacy.store.run(adjustStock, adjust(-100, 'lost')))
    expect(pharmacy.books('A1')).toEqual({ ledger: 0, accounts: 0 })
  })

  it('given what is lost was lent to a workstation, then it is open below zero, and somebody is told', () => {
    pharmacy.borrow('A1', 90)
    expect(applied(pharmacy.store.run(adjustStock, adjust(-15, 'lost'))).flags).toEqual(['STOCK_LENT_BUT_GONE'])
    expect(pharmacy.store.get(holding.Pool, stockId())).toMatchObject({ free: 0, suspense: -5 })
    expect(pharmacy.books('A1')).toEqual({ ledger: 85, accounts: 85 })
  })
})

describe('a count', () => {
  const begin = () =>
    applied(pharmacy.store.run(beginCount, { departmentId: pharmacy.departmentId })).result.countId as string
  const count = (countId: string, counted: number, at = MORNING) =>
    applied(pharmacy.store.run(recordCount, { countId, stockId: stockId(), counted }, { userId: COUNTER, at })).result
  const approve = (countId: string, userId = BOSS) => pharmacy.store.run(approveCount, { countId }, { userId })

  it('given one fewer, when somebody else approves, then both books are what was counted', () => {
    const countId = begin()
    expect(count(countId, 99)).toEqual({ again: 'no' })
    applied(approve(countId))
    expect(pharmacy.books('A1')).toEqual({ ledger: 99, accounts: 99 })
    expect(pharmacy.store.all(LedgerEntry).at(-1)).toMatchObject({
      type: 'counted',
      quantity: -1,
      by: COUNTER,
      witnessId: BOSS,
    })
    expect(pharmacy.store.get(StockCount, countId).state).toBe('approved')
  })

  it('given 2 % fewer, then once is enough; given 3 %, then it is counted again before anybody can approve', () => {
    const countId = begin()
    expect(count(countId, 98)).toEqual({ again: 'no' })
    applied(pharmacy.store.run(cancelCount, { countId }))
    const second = begin()
    expect(count(second, 97)).toEqual({ again: 'yes' })
    expect(refusal(approve(second))).toBe('COUNT_NEEDS_RECOUNT')
    expect(count(second, 97)).toEqual({ again: 'no' })
    applied(approve(second))
    expect(pharmacy.books('A1').ledger).toBe(97)
    expect(
      pharmacy.store
        .all(CountLine)
        .filter((line) => line.countId === second)
        .map(({ round }) => round),
    ).toEqual([1, 2])
  })

  it('given a dispense between count and approval, then it is not taken twice', () => {
    const countId = begin()
    count(countId, 100, MORNING + MINUTE)
    give(10, MORNING + 2 * MINUTE)
    applied(approve(countId))
    expect(pharmacy.books('A1')).toEqual({ ledger: 90, accounts: 90 })
  })

  it('given a dispense of before the count that arrives after it, then the shelf was right all along', () => {
    const countId = begin()
    count(countId, 90, MORNING + 2 * MINUTE)
    give(10, MORNING + MINUTE, true)
    applied(approve(countId))
    expect(pharmacy.books('A1')).toEqual({ ledger: 90, accounts: 90 })
  })

  it('given whoever counted, then they do not approve; nor is an empty or closed one', () => {
    const countId = begin()
    expect(refusal(approve(countId))).toBe('COUNT_EMPTY')
    count(countId, 100)
    expect(refusal(approve(countId, COUNTER))).toBe('COUNT_OWN')
    applied(approve(countId))
    expect(refusal(approve(countId))).toBe('COUNT_CLOSED')
    expect(refusal(pharmacy.store.run(recordCount, { countId, stockId: stockId(), counted: 1 }))).toBe('COUNT_CLOSED')
    expect(pharmacy.books('A1').ledger).toBe(100)
  })

  it('given one is open, then no second is begun, until it is cancelled', () => {
    const countId = begin()
    const again = () => pharmacy.store.run(beginCount, { departmentId: pharmacy.departmentId })
    expect(refusal(again())).toBe('COUNT_OPEN')
    applied(pharmacy.store.run(cancelCount, { countId }))
    applied(again())
  })
})
