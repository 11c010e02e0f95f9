import { baseOf } from '../../../kernel/amount.ts'
import type { CommandContext, Decision } from '../../../kernel/command.ts'
import { refuse } from '../errors.ts'
import type { OrderState } from './order-check.ts'
import type { OrderEntry } from './order-fields.ts'

/** What makes no order, whatever the checks say; null: it is one. */
export function orderRefusal(
  entry: OrderEntry,
  { generic, product }: OrderState,
  { occurredAt }: CommandContext,
): Decision | null {
  if (!generic || generic.retired) return refuse('ORDER_MEDICINE_UNKNOWN')
  const { name } = generic
  if (entry.productId !== null && (!product || product.genericId !== generic.id))
    return refuse('ORDER_PRODUCT_WRONG', { name })
  if (product && !product.routes.includes(entry.route)) return refuse('ORDER_ROUTE_WRONG', { name, route: entry.route })
  // three tablets of what? only a product says how much that is
  if (!product && ['1', 'L'].includes(baseOf(entry.dose.unit)) && entry.timing.type !== 'infusion')
    return refuse('ORDER_PRODUCT_NEEDED', { name })
  if (entry.timing.type === 'prn' && entry.indication === null) return refuse('ORDER_INDICATION_NEEDED', { name })
  if (entry.stopAt !== null && entry.stopAt <= (entry.startAt ?? occurredAt)) return refuse('ORDER_STOPS_BEFORE_START')
  return null
}
