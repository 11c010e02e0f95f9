/** How far two clocks of one hospital may differ before a time counts as in the future: five minutes. */
const TOLERANCE_MS = 5 * 60_000

/** Whether `at` lies in the future of an act at `occurredAt`; both epoch milliseconds. */
export const isAhead = (at: number, occurredAt: number): boolean => at > occurredAt + TOLERANCE_MS
