import { dayAt } from '../../../src-shared/domains/pharmacy/rules/expiry.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { clinicalNow } from '../../platform/now.ts'
import { type CounterForm, type Planned, plan, type StockLine } from './counter-form.ts'

/** What each line will take of the shelf, as it is now. */
export function usePlans({ lines }: CounterForm, stock: readonly StockLine[]): Planned[] {
  const today = dayAt(clinicalNow(), useClinicalTime().offsetMinutes)
  return lines.map((line) =>
    plan(line, stock.find(({ product }) => product.productId === line.productId) ?? null, today),
  )
}
