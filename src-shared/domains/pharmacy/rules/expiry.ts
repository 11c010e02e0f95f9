const DAY_MS = 86_400_000

/** Days before its expiry from which a batch is named as near to it. Source: the hospital's own rule (local). */
export const NEAR_EXPIRY_DAYS = 30

/** The hospital's day at that moment, `2026-03-02`. */
export const dayAt = (at: number, utcOffsetMinutes: number): string =>
  new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 10)

export type Freshness = 'good' | 'near' | 'expired'

/** A batch may be given until the end of the day that is printed on it. `today` and `expiry` as `2026-03-02`. */
export function freshness(expiry: string, today: string): Freshness {
  const days = Math.round((Date.parse(expiry) - Date.parse(today)) / DAY_MS)
  if (days < 0) return 'expired'
  return days < NEAR_EXPIRY_DAYS ? 'near' : 'good'
}
