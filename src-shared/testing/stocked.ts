import {
  Batch,
  defineDepartment,
  defineMedicine,
  defineSupplier,
  holding,
  LedgerEntry,
  Product,
  receiveGoods,
  Stock,
} from '../domains/pharmacy/index.ts'
import type { InputOf } from '../kernel/command.ts'
import { amoxicillin, morphine } from './formulary.ts'
import { applied, MemoryStore, testId } from './memory-store.ts'

/** The workstation that a memory store's commands come from. */
export const HERE = testId(3)

/** A dispensary with amoxicillin and morphine in the formulary and nothing on its shelves. For the tests of stock. */
export function pharmacyWithShelves() {
  const store = new MemoryStore()
  for (const medicine of [amoxicillin, morphine]) applied(store.run(defineMedicine, medicine))
  const place = store.run(defineDepartment, { code: 'DISP', name: 'Dispensary', type: 'dispensary' })
  const departmentId = applied(place).result.departmentId as string
  const supplierId = applied(store.run(defineSupplier, { name: 'State Pharmaceuticals' })).result.supplierId as string
  const product = (unit: string) => store.all(Product).find((each) => each.unit === unit)?.id as string

  return {
    ...{ store, departmentId, supplierId, capsules: product('capsule'), ampoules: product('ampoule') },
    invoices: 0,

    /** One line of a receipt: packs of 100 for 120.00 each. */
    line(entry: Partial<ReceiptLine> = {}): ReceiptLine {
      const usual = { lot: 'A1', expiry: '2027-06-30', packSize: 100, packs: 1, packPrice: 12_000 }
      return { ...usual, productId: this.capsules, ...entry }
    },

    receive(...lines: Partial<ReceiptLine>[]) {
      const invoice = `INV ${++this.invoices}`
      return applied(
        store.run(receiveGoods, { departmentId, supplierId, invoice, lines: lines.map((each) => this.line(each)) }),
      )
    },

    stockOf(lot: string): string {
      const batch = store.all(Batch).find((each) => each.lot === lot)
      return store.all(Stock).find((each) => each.batchId === batch?.id)?.id as string
    },

    /** As the loop of a workstation would borrow it. */
    borrow(lot: string, quantity: number): void {
      const wants = [{ keyId: this.stockOf(lot), quantity }]
      applied(store.run(holding.borrow, { deviceId: HERE, wants }))
    },

    /** On hand by the ledger, and by the accounts: free, lent, in suspense. */
    books(lot: string): { ledger: number; accounts: number } {
      const id = this.stockOf(lot)
      const sum = (rows: readonly { quantity: number }[]) => rows.reduce((all, { quantity }) => all + quantity, 0)
      const { free, suspense } = store.get(holding.Pool, id)
      const lent = sum(store.all(holding.Escrow).filter(({ keyId }) => keyId === id))
      return {
        ledger: sum(store.all(LedgerEntry).filter(({ stockId }) => stockId === id)),
        accounts: free + lent + suspense,
      }
    },
  }
}
type ReceiptLine = InputOf<typeof receiveGoods>['lines'][number]
