import type { Amount } from '../../../kernel/amount.ts'
import type { Timing } from '../order-records.ts'
import { piecesOf, type Scanned } from './bedside.ts'

const DAY_MINUTES = 1440

/** How often an order can be given in so many days; null: that cannot be counted. */
export function dosesIn(timing: Timing, days: number): number | null {
  switch (timing.type) {
    case 'times':
      return timing.times.length * Math.ceil(days / timing.everyDays)
    case 'interval':
      return Math.ceil((days * DAY_MINUTES) / timing.everyMinutes)
    case 'stat':
      return 1
    case 'prn':
      return timing.maxIn24h * days
    case 'infusion':
      return null
  }
}

/** Billionths of the base in one unit of stock: a piece, or a millilitre. */
const ONE_OF: Readonly<Record<string, number>> = { '1': 1_000_000_000, mL: 1_000_000 }

interface Order {
  dose: Amount
  timing: Timing
}
type Product = Pick<Scanned, 'strengths' | 'per'> & { unit: string }

/**
 * How much of a product, in its unit of stock, an order takes in so many days; a begun piece or millilitre counts whole.
 * Null where it cannot be made of it, or nobody can count it.
 */
export function supplyOf({ dose, timing }: Order, product: Product, days: number): number | null {
  const pieces = piecesOf(dose, product)
  const doses = dosesIn(timing, days)
  if (!pieces || doses === null) return null
  // an ampoule or vial is opened for one dose; what is counted in millilitres is poured
  const one = ONE_OF[product.unit === 'mL' ? 'mL' : '1'] as number
  if (pieces.unit !== (product.unit === 'mL' ? 'mL' : '1')) return null
  return isCutAgain(product.unit) ? Math.ceil((pieces.nano * doses) / one) : Math.ceil(pieces.nano / one) * doses
}

/** The other half of a tablet is given next time; the rest of an ampoule is thrown away. */
const isCutAgain = (unit: string) => unit === 'tablet' || unit === 'mL'
