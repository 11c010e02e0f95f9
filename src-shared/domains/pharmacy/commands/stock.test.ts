import { beforeEach, describe, expect, it } from 'vitest'
import { applied, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { pharmacyWithShelves } from '../../../testing/stocked.ts'
import {
  Batch,
  Dispense,
  DispensedLine,
  dispense,
  dispenseWitnessed,
  GoodsReceipt,
  holding,
  LedgerEntry,
  recallLot,
  receiveGoods,
  returnDispensed,
} from '../index.ts'

const DAY = 86_400_000
let pharmacy: ReturnType<typeof pharmacyWithShelves>
beforeEach(() => {
  pharmacy = pharmacyWithShelves()
})

describe('goods received', () => {
  it('given two packs and a free one, then all are on the shelf, and the free one has lowered no price', () => {
    const { store } = pharmacy
    pharmacy.receive({ lot: 'a1', packs: 2, freePacks: 1 })
    expect(pharmacy.books('A1')).toEqual({ ledger: 300, accounts: 300 })
    expect(store.all(GoodsReceipt)[0]).toMatchObject({
      total: 24_000,
      lines: [{ packs: 2, freePacks: 1, cost: 24_000 }],
    })
    expect(store.get(holding.Pool, pharmacy.stockOf('A1'))).toMatchObject({ free: 300, suspense: 0, par: 15 })
  })

  it('given a discount that no line can have a whole share of, then the lines together cost what is paid', () => {
    const { store, departmentId, supplierId } = pharmacy
    const lines = ['A', 'B', 'C'].map((lot) => pharmacy.line({ lot, packPrice: 1_000 }))
    applied(store.run(receiveGoods, { departmentId, supplierId, invoice: '7', lines, discount: 100 }))
    const [receipt] = store.all(GoodsReceipt)
    expect(receipt?.lines.map(({ cost }) => cost)).toEqual([966, 967, 967])
    expect(receipt?.total).toBe(2_900)
  })

  it('given the same lot on two lines and again a day later, then it is one batch in one place', () => {
    const { store } = pharmacy
    pharmacy.receive({ lot: 'A1' }, { lot: 'A1', packs: 2 })
    pharmacy.receive({ lot: 'A1' })
    expect(store.all(Batch)).toHaveLength(1)
    expect(pharmacy.books('A1')).toEqual({ ledger: 400, accounts: 400 })
    expect(store.all(LedgerEntry)).toHaveLength(2)
  })

  it('given the same lot with another expiry, then it is another batch', () => {
    pharmacy.receive({ lot: 'A1' }, { lot: 'A1', expiry: '2027-12-31' })
    expect(pharmacy.store.all(Batch)).toHaveLength(2)
  })

  it('given an invoice that was entered before, then it is asked about, and taken where it is said to be another delivery', () => {
    const { store, departmentId, supplierId } = pharmacy
    const entry = { departmentId, supplierId, invoice: '7', lines: [pharmacy.line()] }
    applied(store.run(receiveGoods, entry))
    expect(refusal(store.run(receiveGoods, entry))).toBe('INVOICE_ENTERED')
    applied(store.run(receiveGoods, { ...entry, again: true }))
    applied(store.run(receiveGoods, entry, { later: true }))
    expect(pharmacy.books('A1').ledger).toBe(300)
  })

  it('given a batch that has expired, then it is refused while somebody waits, and kept with a flag afterwards', () => {
    const { store, departmentId, supplierId } = pharmacy
    const entry = { departmentId, supplierId, invoice: '7', lines: [pharmacy.line({ expiry: '2026-03-01' })] }
    expect(refusal(store.run(receiveGoods, entry))).toBe('BATCH_EXPIRED')
    expect(applied(store.run(receiveGoods, entry, { later: true })).flags).toEqual(['BATCH_EXPIRED'])
  })

  it('given a batch with 29 days to go, then somebody is told; with 30, nobody', () => {
    expect(pharmacy.receive({ expiry: '2026-03-31' }).flags).toEqual(['BATCH_EXPIRES_SOON'])
    expect(pharmacy.receive({ lot: 'B', expiry: '2026-04-01' }).flags).toEqual([])
  })

  it('given more discount than price, nothing in the packs, or a part of a cent, then the form says so', () => {
    const { store, departmentId, supplierId } = pharmacy
    const save = (entry: object, line: object = {}) =>
      store.run(receiveGoods, { departmentId, supplierId, invoice: '7', lines: [pharmacy.line(line)], ...entry })
    expect(() => save({ discount: 12_001 })).toThrow('more than the price')
    expect(() => save({}, { packs: 0 })).toThrow('how many packs')
    expect(() => save({}, { packPrice: 0.5 })).toThrow('whole cents')
    expect(() => save({}, { expiry: '2027-02-30' })).toThrow('expiry')
  })
})

describe('dispensing', () => {
  const hand = (lines: { lot: string; quantity: number; reason?: string; orderId?: string }[], entry: object = {}) => ({
    departmentId: pharmacy.departmentId,
    patientId: testId(50),
    lines: lines.map(({ lot, ...line }) => ({ stockId: pharmacy.stockOf(lot), ...line })),
    ...entry,
  })

  it('given a held batch, then it leaves the shelf once in both books, and billing has a line without a price', () => {
    const { store } = pharmacy
    pharmacy.receive({ lot: 'A1' })
    pharmacy.borrow('A1', 60)
    applied(store.run(dispense, hand([{ lot: 'A1', quantity: 21 }])))
    expect(pharmacy.books('A1')).toEqual({ ledger: 79, accounts: 79 })
    expect(store.get(holding.Pool, pharmacy.stockOf('A1')).free).toBe(40)
    expect(store.all(DispensedLine)).toMatchObject([{ quantity: 21, price: null, patientId: testId(50) }])
  })

  it('given more than this workstation holds, then a reason is asked for, and what nobody covers is open and flagged', () => {
    const { store } = pharmacy
    pharmacy.receive({ lot: 'A1' })
    pharmacy.borrow('A1', 10)
    const [wanted] = [{ lot: 'A1', quantity: 15 }]
    expect(refusal(store.run(dispense, hand([wanted])))).toBe('CLAIM_EXCEEDS_ESCROW')
    const given = applied(store.run(dispense, hand([{ ...wanted, reason: 'Box in my hand' }])))
    expect(given.flags).toEqual(['CLAIM_WITHOUT_COVER'])
    expect(store.get(holding.Pool, pharmacy.stockOf('A1'))).toMatchObject({ free: 90, suspense: -5 })
    expect(pharmacy.books('A1')).toEqual({ ledger: 85, accounts: 85 })
  })

  it('given an earlier batch that is held as well, then the later one needs a reason', () => {
    const { store } = pharmacy
    pharmacy.receive({ lot: 'EARLY', expiry: '2026-09-30' }, { lot: 'LATE' })
    pharmacy.borrow('EARLY', 5)
    pharmacy.borrow('LATE', 50)
    expect(refusal(store.run(dispense, hand([{ lot: 'LATE', quantity: 5 }])))).toBe('DISPENSE_NOT_FIRST')
    const both = [
      { lot: 'EARLY', quantity: 5 },
      { lot: 'LATE', quantity: 5 },
    ]
    applied(store.run(dispense, hand(both)))
    pharmacy.borrow('EARLY', 5)
    applied(store.run(dispense, hand([{ lot: 'LATE', quantity: 5, reason: 'The other box is open' }])))
    expect(store.all(DispensedLine).map(({ reason }) => reason)).toEqual([null, null, 'The other box is open'])
  })

  it('given a batch that has expired since it came, then it is refused whatever is said, and flagged where it has happened', () => {
    const { store } = pharmacy
    pharmacy.receive({ lot: 'A1', expiry: '2026-04-10' })
    pharmacy.borrow('A1', 50)
    const entry = hand([{ lot: 'A1', quantity: 1, reason: 'Nothing else' }])
    const lastDay = MORNING + 39 * DAY
    applied(store.run(dispense, entry, { at: lastDay }))
    expect(refusal(store.run(dispense, entry, { at: lastDay + DAY }))).toBe('BATCH_EXPIRED')
    expect(applied(store.run(dispense, entry, { at: lastDay + DAY, later: true })).flags).toEqual(['BATCH_EXPIRED'])
  })

  it('given a recalled lot, then nobody gives it any more, and what was given before the recall has no flag', () => {
    const { store, capsules } = pharmacy
    pharmacy.receive({ lot: 'A1' })
    pharmacy.borrow('A1', 50)
    applied(store.run(recallLot, { productId: capsules, lot: ' a1', reason: 'Particles' }))
    const entry = hand([{ lot: 'A1', quantity: 1 }])
    expect(refusal(store.run(dispense, entry))).toBe('BATCH_RECALLED')
    expect(applied(store.run(dispense, entry, { later: true })).flags).toEqual(['BATCH_RECALLED'])
    expect(applied(store.run(dispense, entry, { later: true, at: MORNING - 1 })).flags).toEqual([])
  })

  it('given a lot that nobody has taken in, then it cannot be recalled', () => {
    const { store, capsules } = pharmacy
    expect(refusal(store.run(recallLot, { productId: capsules, lot: 'NONE', reason: 'Particles' }))).toBe(
      'BATCH_UNKNOWN',
    )
  })

  it('given a second recall, then who called it back first stays named', () => {
    const { store, capsules } = pharmacy
    pharmacy.receive({ lot: 'A1' })
    for (const userId of [testId(60), testId(61)])
      applied(store.run(recallLot, { productId: capsules, lot: 'A1', reason: 'Particles' }, { userId }))
    expect(store.all(Batch)[0]?.recalled?.by).toBe(testId(60))
  })

  it('given a controlled medicine, then a second person has to be there, and the ledger names them', () => {
    const { store, ampoules } = pharmacy
    pharmacy.receive({ productId: ampoules, lot: 'M1', packSize: 10 })
    pharmacy.borrow('M1', 10)
    const entry = hand([{ lot: 'M1', quantity: 2 }])
    expect(refusal(store.run(dispense, entry))).toBe('DISPENSE_NEEDS_WITNESS')
    expect(applied(store.run(dispense, entry, { later: true })).flags).toEqual(['DISPENSE_NEEDS_WITNESS'])
    const witness = { userId: testId(70), roles: ['nurse' as const] }
    const proof = { how: 'pin', at: MORNING, witness: { ...witness, how: 'pin' } } as never
    expect(applied(store.run(dispenseWitnessed, entry, { proof })).flags).toEqual([])
    expect(store.all(LedgerEntry).at(-1)?.witnessId).toBe(testId(70))
    expect(store.all(Dispense).map(({ witnessId }) => witnessId)).toEqual([null, testId(70)])
  })

  it('given a prescription that somebody else dispensed meanwhile, then it is asked about, and both stay where both have happened', () => {
    const { store } = pharmacy
    pharmacy.receive({ lot: 'A1' })
    pharmacy.borrow('A1', 75)
    const lines = [{ lot: 'A1', quantity: 5, orderId: testId(80) }]
    const first = applied(store.run(dispense, hand(lines))).result.dispenseId as string
    expect(refusal(store.run(dispense, hand(lines)))).toBe('DISPENSED_MEANWHILE')
    applied(store.run(dispense, hand(lines, { seen: [first] })))
    expect(applied(store.run(dispense, hand(lines, { seen: [first] }), { later: true })).flags).toEqual([
      'DISPENSED_TWICE',
    ])
    expect(store.all(DispensedLine)).toHaveLength(3)
    expect(pharmacy.books('A1')).toEqual({ ledger: 85, accounts: 85 })
  })

  it('given a stock of another department, then it is refused', () => {
    pharmacy.receive({ lot: 'A1' })
    pharmacy.borrow('A1', 50)
    const entry = hand([{ lot: 'A1', quantity: 1 }], { departmentId: testId(99) })
    expect(refusal(pharmacy.store.run(dispense, entry))).toBe('DEPARTMENT_UNKNOWN')
  })

  it('given a stock that the server does not know, when it was handed over all the same, then the record is kept and flagged', () => {
    const { store, departmentId } = pharmacy
    const entry = { departmentId, lines: [{ stockId: testId(90), quantity: 2 }] }
    expect(refusal(store.run(dispense, entry))).toBe('STOCK_UNKNOWN')
    expect(applied(store.run(dispense, entry, { later: true })).flags).toEqual(['STOCK_UNKNOWN'])
    expect(store.all(Dispense)).toHaveLength(1)
  })

  it('given the same batch on two lines, then the form says to put them together', () => {
    pharmacy.receive({ lot: 'A1' })
    const twice = hand([
      { lot: 'A1', quantity: 1 },
      { lot: 'A1', quantity: 2 },
    ])
    expect(() => pharmacy.store.run(dispense, twice)).toThrow('same batch is named twice')
  })
})

describe('what comes back', () => {
  function dispensed(quantity: number): string {
    pharmacy.receive({ lot: 'A1' })
    pharmacy.borrow('A1', 50)
    const lines = [{ stockId: pharmacy.stockOf('A1'), quantity }]
    applied(pharmacy.store.run(dispense, { departmentId: pharmacy.departmentId, lines }))
    return pharmacy.store.all(DispensedLine)[0]?.id as string
  }
  const back = (lineId: string, quantity: number, restocked = true) => ({
    ...{ lineId, quantity, restocked, reason: 'Discharged early' },
  })

  it('given a part that goes back on the shelf, then both books have it', () => {
    const lineId = dispensed(20)
    applied(pharmacy.store.run(returnDispensed, back(lineId, 8)))
    expect(pharmacy.books('A1')).toEqual({ ledger: 88, accounts: 88 })
  })

  it('given more than is still out, over several returns, then it is refused', () => {
    const lineId = dispensed(20)
    applied(pharmacy.store.run(returnDispensed, back(lineId, 8)))
    applied(pharmacy.store.run(returnDispensed, back(lineId, 12, false)))
    expect(refusal(pharmacy.store.run(returnDispensed, back(lineId, 1)))).toBe('RETURN_EXCEEDS_DISPENSED')
    expect(pharmacy.books('A1').ledger).toBe(88)
  })

  it('given a lot that was recalled, then it may be thrown away but not put back', () => {
    const lineId = dispensed(20)
    applied(pharmacy.store.run(recallLot, { productId: pharmacy.capsules, lot: 'A1', reason: 'Particles' }))
    expect(refusal(pharmacy.store.run(returnDispensed, back(lineId, 8)))).toBe('BATCH_RECALLED')
    applied(pharmacy.store.run(returnDispensed, back(lineId, 8, false)))
    expect(pharmacy.books('A1')).toEqual({ ledger: 80, accounts: 80 })
  })

  it('given a batch that has expired meanwhile, then it is not put back', () => {
    const lineId = dispensed(20)
    expect(refusal(pharmacy.store.run(returnDispensed, back(lineId, 8), { at: Date.UTC(2027, 6, 1) }))).toBe(
      'BATCH_EXPIRED',
    )
  })
})
