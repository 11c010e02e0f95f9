import type { PrescriptionOrderView } from '../../../src-shared/domains/ward/medicine-views.ts'
import type { Inputs } from '../../platform/api.ts'
import { type CounterForm, EMPTY } from './counter-form.ts'

type Order = Pick<PrescriptionOrderView, 'orderId' | 'findings' | 'verification'>
export type VerifyEntry = Inputs['pharmacy']['stock']['verify']

/** Warnings that ask a pharmacist for a word. */
export const warnings = ({ findings }: Pick<Order, 'findings'>) => findings.filter(({ level }) => level !== 'inform')

/** Those that one key verifies: nobody has looked at them yet, and no check warns. */
export const clean = <Each extends Order>(orders: readonly Each[]): Each[] =>
  orders.filter((order) => order.verification === null && warnings(order).length === 0)

type Word = VerifyEntry['orders'][number]
export const wordOn = (order: Order, outcome: Word['outcome'], note: string): Word => ({
  ...{ orderId: order.orderId, outcome, note: note.trim() || null },
  findings: [...new Set(warnings(order).map(({ rule }) => rule))].slice(0, 20),
})

type Prescribed = Pick<PrescriptionOrderView, 'orderId' | 'verification' | 'supply' | 'dispensed'>

/** What goes onto the counter: verified orders of which the department has something, each with what it takes. */
export function counterOf(patientId: string, orders: readonly Prescribed[]): CounterForm {
  const lines: CounterForm['lines'] = []
  for (const { orderId, verification, supply } of orders) {
    // two orders of one product come one after the other: the shelf is parted once
    if (verification?.outcome !== 'verified' || !supply) continue
    if (lines.some(({ productId }) => productId === supply.productId)) continue
    lines.push({ ...supplyLine(supply), orderId })
  }
  const seen = [...new Set(orders.flatMap(({ dispensed }) => dispensed?.dispenseIds ?? []))]
  return { ...EMPTY, patientId, lines, seen }
}

const supplyLine = ({ productId, quantity }: NonNullable<Prescribed['supply']>) => ({
  ...{ productId, quantity: String(quantity), scanned: null, reason: '' },
})
