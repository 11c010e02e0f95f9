import type { Ports } from '../ports.ts'

/** How far the lease reaches and how far time had got when it was last looked at. */
export interface LeaseTimes {
  /** Epoch ms of this computer's clock. */
  until: number
  /** The latest time ever seen, epoch ms, and what the monotonic clock of that boot said. */
  seen: number
  monotonic: number
  bootId: string
}

/** turnedBack: the clock says a time that was past already. */
export type LeaseJudgement = 'held' | 'over' | 'turnedBack'

/** So much is a correction of the clock by the system. */
const TOLERANCE_MS = 5 * 60_000

/** The time that must be at least, whatever the clock says: the monotonic clock cannot be set. */
function leastNow(times: LeaseTimes, { monotonic, bootId }: Ports['clock']): number {
  const passed = bootId === times.bootId ? Math.max(0, monotonic() - times.monotonic) : 0
  return times.seen + passed
}

export function judge(times: LeaseTimes, clock: Ports['clock']): LeaseJudgement {
  const least = leastNow(times, clock)
  if (Math.max(least, clock.now()) >= times.until) return 'over'
  return clock.now() < least - TOLERANCE_MS ? 'turnedBack' : 'held'
}

/** The same lease, looked at now. */
export function marked(times: LeaseTimes, clock: Ports['clock']): LeaseTimes {
  const seen = Math.max(leastNow(times, clock), clock.now())
  return { until: times.until, seen, monotonic: clock.monotonic(), bootId: clock.bootId }
}

/** A lease of so many hours from now; its giver knows the time. */
export const timesFrom = (hours: number, clock: Ports['clock']): LeaseTimes => ({
  until: clock.now() + hours * 3_600_000,
  ...{ seen: clock.now(), monotonic: clock.monotonic(), bootId: clock.bootId },
})
