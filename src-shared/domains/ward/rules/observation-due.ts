import type { News2Result } from './news2.ts'

const minute = 60_000

/** *Local*, to be signed off by the hospital. Both margins shrink to half of an interval that is shorter than twice. */
export const observationPolicy = {
  version: 'observation-due-1',
  /** Interval where no score gives one: not calculable, under 16, pregnant. */
  defaultIntervalMs: 240 * minute,
  /** How long before its time a set is "due soon". */
  soonMs: 15 * minute,
  /** How long after its time a set is only "due". */
  graceMs: 15 * minute,
} as const

export interface ObservationPlan {
  admittedAt: number
  /** The newest valid set; null where nothing was ever observed: due from the admission on. */
  last: { takenAt: number; score: News2Result } | null
  /** A clinician's own interval in minutes; goes before the one of the score. */
  observeEveryMinutes: number | null
}

export interface ObservationDue {
  /** Epoch ms. */
  dueAt: number
  state: 'notDue' | 'dueSoon' | 'due' | 'overdue'
  /** Milliseconds since `dueAt`; 0 before it. */
  latenessMs: number
  /** Where the interval comes from. */
  by: 'admission' | 'clinician' | 'score' | 'default'
  /** The clinician's interval is longer than the newest score asks for: show it, somebody must look again. */
  longerThanScore: boolean
}

/**
 * When the next set is due, and how late it is at `now` (epoch ms).
 * Source of the intervals: RCP 2017 response table with local times; default and margins local.
 */
export function observationDue(plan: ObservationPlan, now: number): ObservationDue {
  const { interval, by, longerThanScore } = intervalOf(plan)
  const dueAt = (plan.last?.takenAt ?? plan.admittedAt) + interval
  return { dueAt, state: stateAt(now - dueAt, interval), latenessMs: Math.max(0, now - dueAt), by, longerThanScore }
}

function intervalOf({ last, observeEveryMinutes }: ObservationPlan) {
  if (last === null) return { interval: 0, by: 'admission' as const, longerThanScore: false }
  const asked = last.score.kind === 'score' ? last.score.nextDueMs : null
  if (observeEveryMinutes !== null) {
    const interval = observeEveryMinutes * minute
    return { interval, by: 'clinician' as const, longerThanScore: asked !== null && interval > asked }
  }
  if (asked !== null) return { interval: asked, by: 'score' as const, longerThanScore: false }
  return { interval: observationPolicy.defaultIntervalMs, by: 'default' as const, longerThanScore: false }
}

function stateAt(late: number, interval: number): ObservationDue['state'] {
  const margin = (ms: number) => (interval === 0 ? ms : Math.min(ms, interval / 2))
  if (late > margin(observationPolicy.graceMs)) return 'overdue'
  if (late >= 0) return 'due'
  return late >= -margin(observationPolicy.soonMs) ? 'dueSoon' : 'notDue'
}
