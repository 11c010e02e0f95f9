/** Differences of more than so many per cent of what is expected are counted once more. Source: the issue's own rule (local). */
export const RECOUNT_PERCENT = 2

/** Whether a count differs so much that somebody has to count again. */
export const needsRecount = (expected: number, counted: number): boolean =>
  Math.abs(counted - expected) * 100 > RECOUNT_PERCENT * Math.max(0, expected)

interface Entry {
  quantity: number
  at: number
}

/** What the ledger says was there at that moment: what has arrived later but happened before is in it. */
export const expectedAt = (entries: readonly Entry[], at: number): number =>
  entries.reduce((sum, entry) => sum + (entry.at <= at ? entry.quantity : 0), 0)
