import type { OnShelf, Part } from '../../../src-shared/domains/pharmacy/rules/first-expiry.ts'
import { passedOver, propose } from '../../../src-shared/domains/pharmacy/rules/first-expiry.ts'
import type { Inputs, Outputs } from '../../platform/api.ts'
import { readCount } from './read-entry.ts'

export type StockLine = Outputs['pharmacy']['stock']['list'][number]
export type DispenseEntry = Inputs['pharmacy']['stock']['dispense']

/** One medicine on the counter. */
export interface CounterLine {
  productId: string
  /** As typed, in the product's unit. */
  quantity: string
  /** The batch whose box was scanned: taken first, whatever the proposal says. */
  scanned: string | null
  orderId: string | null
  reason: string
}
export interface CounterForm {
  /** Null: a counter sale to somebody who is not registered. */
  patientId: string | null
  lines: CounterLine[]
  /** Dispenses of these orders that were there when the form was opened. */
  seen: string[]
}
export const EMPTY: CounterForm = { patientId: null, lines: [], seen: [] }

/** A medicine more; one that is there already is only told which box was scanned. */
export function withLine(form: CounterForm, productId: string, scanned: string | null): CounterForm {
  const there = form.lines.find((line) => line.productId === productId)
  if (!there)
    return { ...form, lines: [...form.lines, { productId, quantity: '', scanned, orderId: null, reason: '' }] }
  return changed(form, productId, scanned === null ? {} : { scanned })
}

export const changed = (form: CounterForm, productId: string, change: Partial<CounterLine>): CounterForm => ({
  ...form,
  lines: form.lines.map((line) => (line.productId === productId ? { ...line, ...change } : line)),
})

export const without = (form: CounterForm, productId: string): CounterForm => ({
  ...form,
  lines: form.lines.filter((line) => line.productId !== productId),
})

/** What a line will take, and what stands against it. */
export interface Planned {
  line: CounterLine
  stock: StockLine | null
  quantity: number | null
  parts: Part[]
  /** More than there is. */
  owing: number
  /** A batch that expires before the one that is taken: a reason is asked for. */
  first: OnShelf | null
}

/** What may be taken here: what is held, and what the server has for whoever asks. */
const shelfOf = ({ batches }: StockLine): OnShelf[] =>
  batches.map(({ stockId, lot, expiry, recalled, held, free }) => ({
    ...{ stockId, lot, expiry, recalled: recalled !== null, held: held + free },
  }))

export function plan(line: CounterLine, stock: StockLine | null, today: string): Planned {
  const quantity = readCount(line.quantity)
  const shelf = stock ? shelfOf(stock) : []
  if (quantity === null) return { line, stock, quantity, parts: [], owing: 0, first: null }
  const [scanned] = shelf.filter(({ stockId }) => stockId === line.scanned)
  const box = scanned ? propose([scanned], quantity, today) : { parts: [], owing: quantity }
  const rest = propose(
    shelf.filter((each) => each !== scanned),
    box.owing,
    today,
  )
  const parts = [...box.parts, ...rest.parts]
  return { line, stock, quantity, parts, owing: rest.owing, first: passedOver(shelf, parts, today) }
}

/** Whether it can be handed over; `reason`: one is still missing. */
export type Lack = 'quantity' | 'stock' | 'reason'
export function lackOf({ line, quantity, parts, first }: Planned): Lack | null {
  if (quantity === null) return 'quantity'
  if (parts.length === 0) return 'stock'
  return first && line.reason.trim().length < 3 ? 'reason' : null
}

/** Null where something is missing. What the shelf does not have is left owing, and not dispensed. */
export function entryOf(form: CounterForm, planned: readonly Planned[], departmentId: string): DispenseEntry | null {
  if (planned.length === 0 || planned.some((each) => lackOf(each) !== null)) return null
  const lines = planned.flatMap(({ line, parts }) =>
    parts.map((part) => ({ ...part, orderId: line.orderId, reason: line.reason.trim() || null })),
  )
  return { departmentId, patientId: form.patientId, seen: form.seen, lines }
}
