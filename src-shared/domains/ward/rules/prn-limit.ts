const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The effect is looked at after this time, at the latest. Local rule: 30 to 60 minutes. */
export const RECHECK_MINUTES = 60

export interface PrnAllowance {
  /** Null: now. Otherwise the earliest time, epoch ms, at which the next dose keeps both limits. */
  from: number | null
  /** Why it has to wait. */
  because: 'interval' | 'maximum' | null
  /** Doses in the 24 hours up to `now`. */
  given: number
}

/**
 * When a medicine that is given when needed may be given again: not before the interval has passed since the last dose,
 * and not more than the maximum in any 24 hours. `givenAt`: epoch ms of every dose that went in, in any order; those of
 * other terminals may lie after `now`.
 */
export function prnAllowance(
  limits: { minIntervalMinutes: number; maxIn24h: number },
  givenAt: readonly number[],
  now: number,
): PrnAllowance {
  const times = [...givenAt].sort((a, b) => a - b)
  const recent = times.filter((at) => at > now - DAY)
  const last = times.at(-1)
  const afterLast = last === undefined ? now : last + limits.minIntervalMinutes * MINUTE
  // the dose that has to leave the 24 hours before there is room for one more
  const oldest = recent.length >= limits.maxIn24h ? recent[recent.length - limits.maxIn24h] : undefined
  const afterRoom = oldest === undefined ? now : oldest + DAY
  const from = Math.max(afterLast, afterRoom)
  if (from <= now) return { from: null, because: null, given: recent.length }
  return { from, because: afterRoom > afterLast ? 'maximum' : 'interval', given: recent.length }
}
