/** How far two clocks of one hospital may differ before a time counts as in the future: five minutes. */
const TOLERANCE_MS = 5 * 60_000

/** The latest time, epoch milliseconds, that is not yet in the future at `now`. */
export const latestPast = (now: number): number => now + TOLERANCE_MS

/** Whether `at` lies in the future of an act at `occurredAt`; both epoch milliseconds. */
export const isAhead = (at: number, occurredAt: number): boolean => at > latestPast(occurredAt)
