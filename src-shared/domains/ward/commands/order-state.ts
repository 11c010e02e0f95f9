import type { Decision } from '../../../kernel/command.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import type { WardGeneric } from '../formulary.ts'
import type { MedicationOrder } from '../order-records.ts'

/** Refuses to touch an order that is over; null: it is the current version. */
export function notCurrent(
  order: RowOf<typeof MedicationOrder> | null,
  generic: RowOf<typeof WardGeneric> | null,
): Decision | null {
  if (!order) return refuse('ORDER_UNKNOWN')
  const name = generic?.name ?? ''
  if (order.status === 'replaced') return refuse('ORDER_REPLACED', { name })
  return order.status === 'stopped' ? refuse('ORDER_OVER', { name }) : null
}
