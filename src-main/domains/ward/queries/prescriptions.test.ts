import { beforeEach, describe, expect, it } from 'vitest'
import {
  Department,
  DispensedLine,
  DispenseReturn,
  LedgerEntry,
  Stock,
  Verification,
} from '../../../../src-shared/domains/pharmacy/index.ts'
import type { AnyKind } from '../../../../src-shared/kernel/kind.ts'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { BAY, MORNING, NURSE, WARD_7, type WardCache, wardCache } from '../../../app/testing/cache.ts'
import { patientFaces } from '../../patients/index.ts'
import { prescriptionOf, prescriptionQueue } from './prescriptions.ts'

const [KAMALA, STAY, AMOXICILLIN, CAPSULES, ORDER] = [10, 20, 210, 310, 220].map(testId) as [
  string,
  string,
  string,
  string,
  string,
]
const DISPENSARY = testId(900)
let cache: WardCache
beforeEach(() => {
  cache = wardCache()
  cache.ward({ id: WARD_7 })
  cache.room({ id: BAY })
  cache.bed({ id: testId(711), state: 'occupied', admissionId: STAY })
  cache.admission({ id: STAY })
  cache.wardPatient({ id: KAMALA })
  cache.patient({ id: KAMALA, allergyStatus: 'none' })
  cache.generic({ id: AMOXICILLIN })
  cache.product({ id: CAPSULES })
  cache.order({ id: ORDER })
})

const put = (kind: AnyKind, row: { id: string } & Record<string, unknown>) =>
  cache.rows.table(kind.name).put(row, 1, null, 0)
const look = () => ({
  ...{ db: cache.db, now: MORNING - 5.5 * 3_600_000, utcOffsetMinutes: 330, nameOf: (id: string) => id },
  ...{ faces: (ids: readonly string[]) => patientFaces(cache.db, ids, true), deviceId: null },
  departmentId: DISPENSARY,
})
const queue = () => prescriptionQueue(look())
const prescription = (days = 1) => prescriptionOf(look(), STAY, days, () => [])
const word = (n: number, outcome: string, at: number, orderId = ORDER) =>
  put(Verification, {
    ...{ id: testId(n), orderId, patientId: KAMALA, departmentId: DISPENSARY, outcome, note: null, findings: [] },
    ...{ at, by: NURSE },
  })
const place = { stockId: testId(920), departmentId: DISPENSARY, productId: CAPSULES, batchId: testId(930) }
const handedOver = (n: number, quantity: number, at: number) =>
  put(DispensedLine, {
    ...{ id: testId(n), dispenseId: testId(n + 1), ...place, patientId: KAMALA, orderId: ORDER, quantity },
    ...{ reason: null, price: null, at },
  })

describe('the pharmacist’s queue', () => {
  it('given an order that nobody has looked at, then its patient is in it', () => {
    expect(queue()).toMatchObject([{ admissionId: STAY, orders: 1, unverified: 1, queried: 0, undispensed: 1 }])
  })

  it('given a question and then its answer, then the newest word counts', () => {
    word(940, 'queried', 1)
    expect(queue()).toMatchObject([{ unverified: 0, queried: 1 }])
    word(941, 'verified', 2)
    expect(queue()).toMatchObject([{ unverified: 0, queried: 0, undispensed: 1 }])
    handedOver(950, 20, 3)
    expect(queue()).toMatchObject([{ undispensed: 0 }])
  })

  it('given a changed order, then the word on its old version says nothing of the new one', () => {
    word(940, 'verified', 1)
    cache.order({ id: ORDER, status: 'replaced' })
    cache.order({ id: testId(221), replaces: ORDER })
    expect(queue()).toMatchObject([{ orders: 1, unverified: 1 }])
  })

  it('given a patient who has left, or an order that is over, then nobody waits', () => {
    cache.order({ id: ORDER, status: 'stopped' })
    expect(queue()).toEqual([])
    cache.order({ id: ORDER })
    cache.admission({ id: STAY, status: 'discharged' })
    expect(queue()).toEqual([])
  })
})

describe('one patient’s prescription', () => {
  function onTheShelf(quantity: number): void {
    put(Department, { id: DISPENSARY, code: 'D', name: 'D', type: 'dispensary', wardId: null, retired: false })
    put(Stock, { id: place.stockId, departmentId: DISPENSARY, productId: CAPSULES, batchId: place.batchId })
    cache.rows
      .table('pharmacy.batch')
      .put(
        { id: place.batchId, productId: CAPSULES, lot: 'A', expiry: '2027-01-31', recalled: null } as never,
        1,
        null,
        0,
      )
    put(LedgerEntry, {
      ...{ id: testId(960), ...place, type: 'received', quantity, at: 1, by: NURSE },
      ...{ witnessId: null, documentId: testId(961), note: null },
    })
  }

  it('given nothing on the shelf, then nothing is proposed', () => {
    expect(prescription()?.orders).toMatchObject([
      { orderId: ORDER, supply: null, dispensed: null, verification: null },
    ])
  })

  it('given stock of it, then what the order takes in so many days', () => {
    onTheShelf(50)
    expect(prescription(1)?.orders[0]?.supply).toMatchObject({ productId: CAPSULES, quantity: 4, onHand: 50 })
    expect(prescription(5)?.orders[0]?.supply?.quantity).toBe(20)
  })

  it('given two dispenses and a return, then what is out, and which dispenses were seen', () => {
    handedOver(950, 20, 3)
    handedOver(952, 6, 4)
    put(DispenseReturn, {
      ...{ id: testId(970), lineId: testId(950), departmentId: DISPENSARY, quantity: 5, restocked: true },
      ...{ reason: 'Too many', at: 5, by: NURSE },
    })
    expect(prescription()?.orders[0]?.dispensed).toEqual({
      ...{ quantity: 21, lastAt: 4, dispenseIds: [testId(951), testId(953)] },
    })
  })
})
