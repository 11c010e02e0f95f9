import { freshness } from './expiry.ts'

/** A batch on the shelf; `held`: what may be taken of it here. */
export interface OnShelf {
  stockId: string
  lot: string
  expiry: string
  recalled: boolean
  held: number
}
export interface Part {
  stockId: string
  quantity: number
}

/** What may be given, the first to expire first; among those of one day the smaller rest first, so that it is used up. */
export const givable = (shelf: readonly OnShelf[], today: string): OnShelf[] =>
  shelf
    .filter(({ expiry, recalled, held }) => held > 0 && !recalled && freshness(expiry, today) !== 'expired')
    .toSorted((a, b) => a.expiry.localeCompare(b.expiry) || a.held - b.held || a.stockId.localeCompare(b.stockId))

/** First expiry, first out: the batches that a quantity is taken from. What the shelf has not is left `owing`. */
export function propose(shelf: readonly OnShelf[], quantity: number, today: string): { parts: Part[]; owing: number } {
  let owing = quantity
  const parts: Part[] = []
  for (const { stockId, held } of givable(shelf, today)) {
    const taken = Math.min(held, owing)
    if (taken > 0) parts.push({ stockId, quantity: taken })
    owing -= taken
  }
  return { parts, owing }
}

/** A batch that expires before the one that is taken, and of which something stays behind; null: the first is taken first. */
export function passedOver(shelf: readonly OnShelf[], parts: readonly Part[], today: string): OnShelf | null {
  const taken = new Map(parts.map(({ stockId, quantity }) => [stockId, quantity]))
  const last = shelf
    .filter(({ stockId }) => taken.has(stockId))
    .reduce((most, { expiry }) => (expiry > most ? expiry : most), '')
  return (
    givable(shelf, today).find(({ stockId, expiry, held }) => expiry < last && held > (taken.get(stockId) ?? 0)) ?? null
  )
}
