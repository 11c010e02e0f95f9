import { beforeEach, describe, expect, it } from 'vitest'
import { type InputOf, versionsOf } from '../../../kernel/command.ts'
import { applied, HOUR, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { pharmacyWithShelves } from '../../../testing/stocked.ts'
import { Purchase, ReorderLevel } from '../purchase-records.ts'
import { Department, GoodsReceipt } from '../stock-records.ts'
import { approvePurchase, closePurchase, draftPurchase } from './purchase.ts'
import { receiveGoods } from './receive-goods.ts'
import { setReorderLevel } from './set-reorder-level.ts'

const [ME, OTHER] = [testId(2), testId(5)] as [string, string]
const reason = 'Out of production'

let pharmacy: ReturnType<typeof pharmacyWithShelves>
beforeEach(() => {
  pharmacy = pharmacyWithShelves()
})
type Draft = InputOf<typeof draftPurchase>
const entry = (more: Partial<Draft> = {}): Draft => ({
  ...{ departmentId: pharmacy.departmentId, supplierId: pharmacy.supplierId },
  lines: [{ productId: pharmacy.capsules, packSize: 100, packs: 5, packPrice: 12_000 }],
  ...more,
})
const draft = (more: Partial<Draft> = {}) =>
  applied(pharmacy.store.run(draftPurchase, entry(more))).result.purchaseId as string
const approve = (purchaseId: string, version = 1, userId = OTHER) =>
  pharmacy.store.run(approvePurchase, { purchaseId, version }, { userId, at: MORNING + HOUR })
const row = (id: string) => pharmacy.store.get(Purchase, id)
const approved = () => {
  const id = draft()
  applied(approve(id))
  return id
}
const delivery = (purchaseId: string | null, ...lines: Parameters<typeof pharmacy.line>[0][]) => ({
  ...{ departmentId: pharmacy.departmentId, supplierId: pharmacy.supplierId, purchaseId },
  ...{ invoice: `INV ${++pharmacy.invoices}`, lines: lines.map((each) => pharmacy.line(each)) },
})
const deliver = (purchaseId: string | null, ...lines: Parameters<typeof pharmacy.line>[0][]) =>
  applied(pharmacy.store.run(receiveGoods, delivery(purchaseId, ...lines)))

describe('write an order', () => {
  it('given a supplier and packs, then a draft stands with who wrote it', () => {
    expect(row(draft())).toMatchObject({
      ...{ state: 'draft', version: 1, draftedBy: ME, draftedAt: MORNING, approvedBy: null, closedAt: null },
      lines: [{ packs: 5, packSize: 100, packPrice: 12_000 }],
    })
  })

  it('given a draft, when it is written anew, then it is the same order with the next version', () => {
    const purchaseId = draft()
    const lines = [{ productId: pharmacy.ampoules, packSize: 10, packs: 2 }]
    expect(draft({ purchaseId, version: 1, lines })).toBe(purchaseId)
    expect(row(purchaseId)).toMatchObject({ version: 2, lines: [{ productId: pharmacy.ampoules, packPrice: null }] })
    expect(pharmacy.store.all(Purchase)).toHaveLength(1)
  })

  it('given two who change the same draft, then the second one sees the first one’s before', () => {
    const purchaseId = draft()
    draft({ purchaseId, version: 1 })
    expect(refusal(pharmacy.store.run(draftPurchase, entry({ purchaseId, version: 1 })))).toBe('PURCHASE_CHANGED')
    expect(refusal(approve(purchaseId, 1))).toBe('PURCHASE_CHANGED')
  })

  it.each<[string, () => Partial<Draft>, string]>([
    ['an unknown supplier', () => ({ supplierId: testId(99) }), 'SUPPLIER_UNKNOWN'],
    ['an unknown department', () => ({ departmentId: testId(99) }), 'DEPARTMENT_UNKNOWN'],
    ['an unknown product', () => ({ lines: [{ productId: testId(99), packSize: 1, packs: 1 }] }), 'MEDICINE_UNKNOWN'],
    ['an order that is not known', () => ({ purchaseId: testId(99), version: 1 }), 'PURCHASE_UNKNOWN'],
  ])('given %s, then nothing is written', (_, more, code) => {
    expect(refusal(pharmacy.store.run(draftPurchase, entry(more())))).toBe(code)
    expect(pharmacy.store.all(Purchase)).toEqual([])
  })

  it('given no line, no pack, or a product twice, then the input is refused', () => {
    const line = { productId: pharmacy.capsules, packSize: 100, packs: 1 }
    for (const lines of [[], [{ ...line, packs: 0 }], [line, line]])
      expect(() => pharmacy.store.run(draftPurchase, entry({ lines }))).toThrow()
  })
})

describe('approve and close an order', () => {
  it('given whoever wrote it, then somebody else has to approve', () => {
    const id = draft()
    expect(refusal(approve(id, 1, ME))).toBe('PURCHASE_OWN')
    applied(approve(id))
    expect(row(id)).toMatchObject({ state: 'approved', approvedBy: OTHER, approvedAt: MORNING + HOUR })
    expect(refusal(approve(id))).toBe('PURCHASE_NO_DRAFT')
    expect(refusal(pharmacy.store.run(draftPurchase, entry({ purchaseId: id, version: 1 })))).toBe('PURCHASE_NO_DRAFT')
    expect(refusal(approve(testId(99)))).toBe('PURCHASE_UNKNOWN')
  })

  it('given a draft, when closed, then it is thrown away; an order is over with what has come', () => {
    const { store } = pharmacy
    const [first, second] = [draft(), approved()]
    for (const purchaseId of [first, second]) applied(store.run(closePurchase, { purchaseId, reason }))
    expect([row(first)?.state, row(second)?.state]).toEqual(['cancelled', 'closed'])
    expect(row(second)).toMatchObject({ closeReason: reason, closedBy: ME })
    expect(refusal(store.run(closePurchase, { purchaseId: second, reason }))).toBe('PURCHASE_CLOSED')
    expect(refusal(store.run(closePurchase, { purchaseId: testId(99), reason }))).toBe('PURCHASE_UNKNOWN')
  })
})

describe('goods of an order', () => {
  it('given a part has come, then it stays open; given the rest, then it is over, and each receipt names it', () => {
    const id = approved()
    expect(deliver(id, { packs: 2 }).flags).toEqual([])
    expect(row(id)?.state).toBe('approved')
    deliver(id, { packs: 3, lot: 'A2' })
    expect(row(id)).toMatchObject({ state: 'closed', closeReason: null, closedBy: ME })
    expect(pharmacy.store.all(GoodsReceipt).map(({ purchaseId }) => purchaseId)).toEqual([id, id])
  })

  it('given more than was ordered, or what never was, then it is on the shelf and a pharmacist is told, once each', () => {
    const id = approved()
    const { flags } = deliver(id, { packs: 6 }, { productId: pharmacy.ampoules, lot: 'M1', packSize: 10 })
    expect(flags).toEqual(['PURCHASE_OVER_DELIVERED', 'PURCHASE_OVER_DELIVERED'])
    expect(pharmacy.books('A1')).toEqual({ ledger: 600, accounts: 600 })
  })

  it('given free packs on top, then they are not too much', () => {
    expect(deliver(approved(), { packs: 5, freePacks: 1 }).flags).toEqual([])
  })

  it('given an order that is not approved, is over, or is of another department, then a person who waits is told; else the goods stand', () => {
    const { store } = pharmacy
    const id = draft()
    const run = (purchaseId: string, later = false) => store.run(receiveGoods, delivery(purchaseId, {}), { later })
    expect(refusal(run(id))).toBe('PURCHASE_NOT_OPEN')
    expect(refusal(run(testId(99)))).toBe('PURCHASE_UNKNOWN')
    applied(store.run(closePurchase, { purchaseId: id, reason }))
    expect(refusal(run(id))).toBe('PURCHASE_NOT_OPEN')
    applied(run(id, true))
    expect([row(id)?.state, store.all(GoodsReceipt).length]).toEqual(['cancelled', 1])
  })

  it('given a receipt of before there were orders, then it stands without one', () => {
    const [before] = versionsOf(receiveGoods)
    const { purchaseId: _, ...old } = delivery(null, {})
    applied(pharmacy.store.run(before as typeof receiveGoods, old))
    expect(pharmacy.store.all(GoodsReceipt)[0]?.purchaseId).toBeNull()
  })
})

describe('when a product is ordered again', () => {
  const level = (at: number, upTo: number, more: object = {}) =>
    pharmacy.store.run(setReorderLevel, {
      ...{ departmentId: pharmacy.departmentId, productId: pharmacy.capsules, level: at, upTo },
      ...more,
    })

  it('given a level, when it is set anew, then one stands', () => {
    applied(level(200, 1_000))
    applied(level(300, 900))
    expect(pharmacy.store.all(ReorderLevel)).toMatchObject([{ level: 300, upTo: 900, setBy: ME }])
    applied(level(0, 0))
    expect(pharmacy.store.all(ReorderLevel)).toMatchObject([{ level: 0 }])
  })

  it.each([
    [200, 200],
    [200, 100],
    [-1, 10],
    [0.5, 10],
  ])('given a level of %d and up to %d, then the input is refused', (at, upTo) => {
    expect(() => level(at, upTo)).toThrow()
  })

  it('given an unknown product, or a department that is gone, then nothing is set', () => {
    expect(refusal(level(1, 2, { productId: testId(99) }))).toBe('MEDICINE_UNKNOWN')
    const place = pharmacy.store.all(Department)[0]
    if (place) pharmacy.store.put(Department, { ...place, retired: true })
    expect(refusal(level(1, 2))).toBe('DEPARTMENT_UNKNOWN')
  })
})
