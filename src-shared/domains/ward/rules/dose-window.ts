import type { Timing } from '../order-records.ts'

const MINUTE = 60_000
const DAY_MINUTES = 1440

/** Stat is overdue half an hour after it was ordered. Local rule. */
const STAT_MINUTES = 30

/**
 * Minutes on either side of the due time within which a dose is on time; null: no window is set (when needed, infusion,
 * stat, which has a limit of its own). Source: ISMP Acute Care Guidelines for Timely Administration of Scheduled
 * Medications: time-critical or more often than every 4 hours ±30 min; more often than daily, up to every 4 hours
 * ±1 h; daily, weekly, monthly ±2 h.
 */
export function windowMinutes(timing: Timing, timeCritical: boolean): number | null {
  const every = minutesBetween(timing)
  if (every === null) return null
  if (timeCritical || every < 240) return 30
  return every < DAY_MINUTES ? 60 : 120
}

/** Minutes between two doses as the schedule means them, however unevenly the times lie in the day. */
function minutesBetween(timing: Timing): number | null {
  if (timing.type === 'interval') return timing.everyMinutes
  if (timing.type === 'times') return (timing.everyDays * DAY_MINUTES) / timing.times.length
  return null
}

export type DoseState = 'future' | 'next' | 'due' | 'overdue'

/** Where a dose that nothing was recorded of stands at `now`. `isFirstToCome`: no dose of this order comes before it. */
export function doseState(
  { timing, timeCritical }: { timing: Timing; timeCritical: boolean },
  dueAt: number,
  now: number,
  isFirstToCome: boolean,
): DoseState {
  const window = windowMinutes(timing, timeCritical)
  const [before, after] = window === null ? [0, STAT_MINUTES] : [window, window]
  if (now > dueAt + after * MINUTE) return 'overdue'
  if (now >= dueAt - before * MINUTE) return 'due'
  return isFirstToCome ? 'next' : 'future'
}

/** Whether a dose given at `at` was given in its window; null: it has none. */
export function timeliness(
  order: { timing: Timing; timeCritical: boolean },
  dueAt: number | null,
  at: number,
): 'early' | 'onTime' | 'late' | null {
  const window = windowMinutes(order.timing, order.timeCritical)
  if (window === null || dueAt === null) return null
  if (at < dueAt - window * MINUTE) return 'early'
  return at > dueAt + window * MINUTE ? 'late' : 'onTime'
}
