import { beforeEach, describe, expect, it } from 'vitest'
import {
  approvePurchase,
  checkRegister,
  DispensedLine,
  departmentScope,
  dispense,
  dispenseWitnessed,
  draftPurchase,
  pharmacy,
  recallLot,
  receiveGoods,
  returnDispensed,
  setReorderLevel,
} from '../../../../src-shared/domains/pharmacy/index.ts'
import { applied, MORNING, testId } from '../../../../src-shared/testing/memory-store.ts'
import { HERE, pharmacyWithShelves } from '../../../../src-shared/testing/stocked.ts'
import { wardCache } from '../../../app/testing/cache.ts'
import { departments } from './departments.ts'
import { dispensedTo } from './dispensed.ts'
import { purchasesOf, reorderLevelOf, reorderList } from './purchases.ts'
import { lotOf } from './recall.ts'
import { controlledOf, registerOf } from './register.ts'
import { scanBox } from './scan-box.ts'
import { binCard, stockOf } from './stock.ts'

let shelves: ReturnType<typeof pharmacyWithShelves>
beforeEach(() => {
  shelves = pharmacyWithShelves()
  shelves.receive({ lot: 'LATE', expiry: '2027-12-31' }, { lot: 'SOON', expiry: '2026-04-05', packs: 2 })
  shelves.borrow('SOON', 50)
})

/** A workstation's cache with what the rules have made. */
function look(now = MORNING) {
  const { db, rows } = wardCache()
  for (const kind of pharmacy.kinds)
    for (const row of shelves.store.all(kind)) rows.table(kind.name).put(row as { id: string }, 1, null, 0)
  return { db, now, utcOffsetMinutes: 330, deviceId: HERE }
}
const give = (lot: string, quantity: number, at = MORNING) =>
  applied(
    shelves.store.run(
      dispense,
      {
        departmentId: shelves.departmentId,
        patientId: testId(50),
        lines: [{ stockId: shelves.stockOf(lot), quantity, reason: 'As asked' }],
      },
      { at },
    ),
  )

describe('what a department has', () => {
  it('given two batches, then the first to expire stands first, with what is here, free and on hand', () => {
    give('SOON', 20)
    const [line] = stockOf(look(), shelves.departmentId)
    expect(line).toMatchObject({ medicine: { name: 'amoxicillin' }, onHand: 280, held: 30, free: 250 })
    expect(line?.batches).toMatchObject([
      { lot: 'SOON', freshness: 'good', onHand: 180, held: 30, free: 150, suspense: 0 },
      { lot: 'LATE', freshness: 'good', onHand: 100, held: 0, free: 100 },
    ])
  })

  it('given time goes by, then a batch is near its expiry, and then over', () => {
    const on = (day: string) =>
      stockOf(look(Date.parse(`${day}T06:00:00Z`)), shelves.departmentId)[0]?.batches[0]?.freshness
    expect([on('2026-03-06'), on('2026-03-07'), on('2026-04-05'), on('2026-04-06')]).toEqual([
      'good',
      'near',
      'near',
      'expired',
    ])
  })

  it('given another department, then nothing of this one is its own', () => {
    expect(stockOf(look(), testId(99))).toEqual([])
  })

  it('given a batch that is used up, then the shelf does not show it, and one given without cover stays', () => {
    shelves.receive({ lot: 'GONE' }, { lot: 'SHORT' })
    shelves.borrow('GONE', 100)
    give('GONE', 100)
    give('SHORT', 100)
    const lots = stockOf(look(), shelves.departmentId)[0]?.batches.map(({ lot, suspense }) => [lot, suspense])
    expect(lots).toEqual([
      ['SOON', 0],
      ['SHORT', -100],
      ['LATE', 0],
    ])
  })
})

describe('the bin card', () => {
  it('given goods, a dispense and a return, then each line has its balance, and the newest is what is on hand', () => {
    give('SOON', 20, MORNING + 1_000)
    const lineId = shelves.store.all(DispensedLine)[0]?.id as string
    const back = { lineId, quantity: 5, restocked: true, reason: 'Discharged early' }
    applied(shelves.store.run(returnDispensed, back, { at: MORNING + 2_000 }))
    const { db } = look()
    const card = binCard(db, shelves.departmentId, shelves.capsules, (id) => (id === testId(2) ? 'Nimali' : id))
    expect(card.map(({ type, quantity, balance }) => [type, quantity, balance])).toEqual([
      ['returned', 5, 285],
      ['dispensed', -20, 280],
      expect.arrayContaining(['received', 300]),
      expect.arrayContaining(['received']),
    ])
    expect(card[0]).toMatchObject({ by: 'Nimali', witness: null, note: 'Discharged early', lot: 'SOON' })
    expect(stockOf(look(), shelves.departmentId)[0]?.onHand).toBe(285)
  })
})

it('given what a patient was given and took back, then both stand there, newest first, and nobody else’s', () => {
  give('SOON', 20, MORNING)
  give('LATE', 4, MORNING + 1_000)
  const [line] = shelves.store.all(DispensedLine)
  const back = { lineId: line?.id as string, quantity: 5, restocked: false, reason: 'Discharged early' }
  applied(shelves.store.run(returnDispensed, back))
  const { db } = look()
  expect(dispensedTo(db, testId(50))).toMatchObject([
    { lot: 'LATE', quantity: 4, returned: 0, medicine: { name: 'amoxicillin' }, product: { unit: 'capsule' } },
    { lot: 'SOON', quantity: 20, returned: 5 },
  ])
  expect(dispensedTo(db, testId(51))).toEqual([])
})

describe('a recall', () => {
  it('given a lot, then who was given it stands there with what came back, and what is left', () => {
    give('SOON', 20)
    applied(shelves.store.run(recallLot, { productId: shelves.capsules, lot: 'SOON', reason: 'Particles' }))
    const { db } = look()
    const view = lotOf(db, shelves.capsules, ' soon ', (id) => (id === testId(50) ? 'Perera, Kamala' : null))
    expect(view).toMatchObject({ onHand: 180, recalled: { reason: 'Particles' } })
    expect(view?.given).toMatchObject([
      { department: 'Dispensary', patient: 'Perera, Kamala', quantity: 20, returned: 0 },
    ])
    expect(lotOf(db, shelves.capsules, 'NONE', () => null)).toBeNull()
  })
})

describe('a scanned box', () => {
  const GTIN = '02000000000015'
  it('given its code with a lot, then the batch of this department is found', () => {
    const box = scanBox(look(), shelves.departmentId, `01${GTIN}1726040510SOON`)
    expect(box?.batch).toMatchObject({ lot: 'SOON', held: 50 })
  })
  it('given its plain code, or a lot that was never taken in, then the medicine alone is known', () => {
    expect(scanBox(look(), shelves.departmentId, GTIN)).toMatchObject({ batch: null, line: { onHand: 300 } })
    expect(scanBox(look(), shelves.departmentId, `01${GTIN}10OTHER`)).toMatchObject({ batch: null, lot: 'OTHER' })
  })
  it('given the code of something else, then it is no medicine', () => {
    expect(scanBox(look(), shelves.departmentId, '4006381333931')).toBeNull()
  })
})

it('given what this workstation holds, then its own departments stand first', () => {
  const { db } = look()
  const held = [{ service: 'pharmacy', scope: departmentScope(shelves.departmentId) }]
  expect(departments(db, held)).toMatchObject([{ code: 'DISP', here: true }])
  expect(departments(db, [])).toMatchObject([{ code: 'DISP', here: false }])
})

describe('the register of controlled medicines', () => {
  const witness = { userId: testId(70), method: 'pin', at: MORNING } as const
  const proof = { method: 'pin', at: MORNING, witness } as const
  const nameOf = (userId: string) => (userId === testId(70) ? 'Second' : 'First')

  it('given movements and a count, then each stands with both names, the patient and the balance, and only controlled ones are listed', () => {
    const { store, departmentId, ampoules: productId } = shelves
    shelves.receive({ productId, lot: 'M1', packSize: 10 })
    shelves.borrow('M1', 10)
    const lines = [{ stockId: shelves.stockOf('M1'), quantity: 2 }]
    applied(store.run(dispenseWitnessed, { departmentId, patientId: testId(50), lines }, { at: MORNING + 1, proof }))
    const counted = { departmentId, productId, counted: 7, witnessCounted: 7 }
    applied(store.run(checkRegister, counted, { at: MORNING + 2, proof }))
    const { db } = look()
    expect(controlledOf(db, departmentId)).toMatchObject([
      { medicine: { controlled: true }, lastAt: MORNING + 2, lastState: 'open', locked: true },
    ])
    const register = registerOf(db, { departmentId, productId }, nameOf, () => 'PERERA, Kamala')
    expect(register.patientIds).toEqual([testId(50)])
    expect(register.lines).toMatchObject([
      { type: 'check', counted: 7, expected: 8, state: 'open', by: 'First', witness: 'Second', balance: null },
      { type: 'dispensed', quantity: -2, balance: 8, patient: 'PERERA, Kamala', witness: 'Second', lot: 'M1' },
      { type: 'received', quantity: 10, balance: 10, patient: null },
    ])
  })
})

describe('orders of suppliers', () => {
  const nameOf = (userId: string) => userId
  const level = (at: number, upTo: number, productId = shelves.capsules) =>
    applied(shelves.store.run(setReorderLevel, { departmentId: shelves.departmentId, productId, level: at, upTo }))
  const order = (packs: number) =>
    applied(
      shelves.store.run(draftPurchase, {
        ...{ departmentId: shelves.departmentId, supplierId: shelves.supplierId },
        lines: [{ productId: shelves.capsules, packSize: 100, packs, packPrice: 12_000 }],
      }),
    ).result.purchaseId as string
  const low = () => reorderList(look().db, shelves.departmentId, MORNING)

  it('given 300 on hand, when the level is above, then it is listed with the packs, price and supplier of the last receipt', () => {
    level(299, 1_000)
    expect(low()).toEqual([])
    level(300, 1_000)
    expect(low()).toMatchObject([
      { onHand: 300, onOrder: 0, packs: 7, packSize: 100, packPrice: 12_000, supplier: 'State Pharmaceuticals' },
    ])
    expect(reorderLevelOf(look().db, shelves.departmentId, shelves.capsules)).toEqual({ level: 300, upTo: 1_000 })
    expect(reorderLevelOf(look().db, shelves.departmentId, shelves.ampoules)).toBeNull()
  })

  it('given a product that never came, then nobody is named to order it of', () => {
    level(5, 20, shelves.ampoules)
    expect(low()).toMatchObject([{ supplierId: null, supplier: null, packPrice: null, onHand: 0 }])
  })

  it('given an order, then what is to come of it counts, and what has come stands in it', () => {
    level(300, 1_000)
    const purchaseId = order(5)
    expect(low()).toEqual([])
    applied(shelves.store.run(approvePurchase, { purchaseId, version: 1 }, { userId: testId(5) }))
    const lines = [shelves.line({ lot: 'NEW', packs: 2 })]
    const { departmentId, supplierId } = shelves
    applied(shelves.store.run(receiveGoods, { departmentId, supplierId, purchaseId, invoice: 'N', lines }))
    expect(purchasesOf(look().db, departmentId, MORNING, nameOf)).toMatchObject([
      { state: 'approved', supplier: 'State Pharmaceuticals', total: 60_000, isPriced: true, approvedBy: testId(5) },
    ])
    expect(purchasesOf(look().db, departmentId, MORNING, nameOf)[0]?.lines).toMatchObject([
      { packs: 5, packSize: 100, received: 200 },
    ])
    level(800, 1_600)
    expect(low()).toMatchObject([{ onHand: 500, onOrder: 300, packs: 8 }])
  })
})
