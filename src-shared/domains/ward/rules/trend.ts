export interface ScoreTrend {
  direction: 'up' | 'down' | 'same'
  /** Newest minus the one before. */
  delta: number
}

/**
 * Change between the last two calculable scores, whatever order they come in (back-entry, other workstations).
 * A set without a score is passed over, never taken as 0. Null where there are not two.
 */
export function scoreTrend(scores: readonly { at: number; total: number | null }[]): ScoreTrend | null {
  const totals = [...scores].sort((a, b) => a.at - b.at).flatMap(({ total }) => (total === null ? [] : [total]))
  const [before, newest] = totals.slice(-2)
  if (before === undefined || newest === undefined) return null
  const delta = newest - before
  return { direction: delta > 0 ? 'up' : delta < 0 ? 'down' : 'same', delta }
}
