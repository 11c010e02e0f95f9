interface Packs {
  productId: string
  packSize: number
  packs: number
  freePacks?: number
}
export interface Ordered {
  productId: string
  /** In the product's unit. */
  ordered: number
  units: number
}

const unitsOf = ({ packSize, packs, freePacks = 0 }: Packs) => (packs + freePacks) * packSize

function byProduct(lines: readonly Packs[], units: (line: Packs) => number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const line of lines) sums.set(line.productId, (sums.get(line.productId) ?? 0) + units(line))
  return sums
}

/**
 * What has come of an order, in units: packs of another size count for what is in them. Free packs fill no order and are
 * not too much; what was never ordered is.
 */
export function received(ordered: readonly Packs[], deliveries: readonly Packs[]) {
  const wanted = byProduct(ordered, unitsOf)
  const came = byProduct(deliveries, ({ packSize, packs }) => packs * packSize)
  const lines = [...new Set([...wanted.keys(), ...came.keys()])].map(
    (productId): Ordered => ({ productId, ordered: wanted.get(productId) ?? 0, units: came.get(productId) ?? 0 }),
  )
  return {
    lines,
    complete: lines.every((line) => line.units >= line.ordered),
    over: lines.filter((line) => line.units > line.ordered),
  }
}

/** How many packs bring `onHand` and what is on order up to `upTo`; 0: it is not low. */
export function packsToOrder(
  { level, upTo }: { level: number; upTo: number },
  { onHand, onOrder }: { onHand: number; onOrder: number },
  packSize: number,
): number {
  const there = onHand + onOrder
  return level === 0 || there > level ? 0 : Math.ceil((upTo - there) / packSize)
}
