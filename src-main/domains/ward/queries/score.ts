import type { ObservationDueView, ScoreView } from '../../../../src-shared/domains/ward/index.ts'
import { type News2Result, news2 } from '../../../../src-shared/domains/ward/rules/news2.ts'
import { observationDue } from '../../../../src-shared/domains/ward/rules/observation-due.ts'
import { scoreTrend } from '../../../../src-shared/domains/ward/rules/trend.ts'
import { ageOn } from '../../../../src-shared/kernel/clinical-date.ts'
import { isAhead } from '../../../../src-shared/kernel/time.ts'
import { onOxygenOf, type VitalsCells } from './vitals-cells.ts'

/** What a score depends on besides its set. */
export interface Scored {
  birthDate: string | null
  pregnant: boolean
  admittedAt: number
  observeEveryMinutes: number | null
  /** Of the hospital, minutes east of UTC. */
  utcOffsetMinutes: number
}
interface ScoredSet {
  at: number
  result: News2Result
}
export interface ScoreSummary {
  score: ScoreView
  due: ObservationDueView
  /** Calculable scores, oldest first. */
  history: { at: number; total: number }[]
}

const SPARKLINE = 8
const none: ScoreView = { total: null, why: 'noObservation', missing: [], band: null, delta: null, at: null }

/**
 * The scores of valid sets, newest first as they are given, at `now`. They are made anew from the measurements by the
 * one rule, so that a corrected birth date or a pregnancy that became known counts at once. A set whose time is still to
 * come counts when that comes: until then it must neither hide a worse one nor silence "observations overdue".
 */
export function summarise(sets: readonly VitalsCells[], about: Scored, now: number): ScoreSummary {
  const past = sets.filter((set) => !isAhead(set.taken_at, now))
  const scored = newestScored(past, about)
  const { admittedAt, observeEveryMinutes } = about
  const last = lastForDue(scored)
  const plan = { admittedAt, observeEveryMinutes, last: last && { takenAt: last.at, score: last.result } }
  const { dueAt, state } = observationDue(plan, now)
  const history = totals(scored, 0, SPARKLINE).reverse()
  return { score: scoreView(scored, 0), due: { dueAt, state }, history }
}

/** Only as far back as the sparkline reaches: the board does this for every bed. */
function newestScored(sets: readonly VitalsCells[], about: Scored): ScoredSet[] {
  const scored: ScoredSet[] = []
  let calculable = 0
  for (const set of sets) {
    if (calculable === SPARKLINE) break
    const result = scoreOf(set, about)
    if (result.kind === 'score') calculable += 1
    scored.push({ at: set.taken_at, result })
  }
  return scored
}

/** The view of one of several sets, newest first, with the change since the calculable score before it. */
export function scoreView(scored: readonly ScoredSet[], index: number): ScoreView {
  const set = scored[index]
  if (!set) return none
  const { at, result } = set
  if (result.kind === 'notApplicable') return { ...none, why: result.reason, at }
  if (result.kind === 'notCalculable') return { ...none, why: 'notCalculable', missing: [...result.missing], at }
  const delta = scoreTrend(totals(scored, index, 2))?.delta ?? null
  return { total: result.total, why: null, missing: [], band: result.band, delta, at }
}

export function scoreOf(set: VitalsCells, { birthDate, pregnant, utcOffsetMinutes }: Scored): News2Result {
  const age = birthDate === null ? null : ageOn(birthDate, set.taken_at, utcOffsetMinutes)
  return news2({
    respirationRate: set.respiration_rate,
    spo2: set.spo2,
    onOxygen: onOxygenOf(set),
    systolic: set.systolic,
    pulse: set.pulse,
    consciousness: set.consciousness,
    temperature: set.temperature,
    spo2Scale: set.spo2_scale,
    ageYears: age?.years ?? null,
    pregnant,
  })
}

/**
 * An incomplete set does not put off the next one: after a score of 7, a single temperature must not give four hours.
 * Where no set ever gave a score, the newest counts.
 */
function lastForDue(scored: readonly ScoredSet[]): ScoredSet | null {
  const [newest] = scored
  if (newest?.result.kind !== 'notCalculable') return newest ?? null
  return scored.find(({ result }) => result.kind === 'score') ?? newest
}

/** Up to `most` calculable scores from `start` on. */
function totals(scored: readonly ScoredSet[], start: number, most: number): { at: number; total: number }[] {
  const found: { at: number; total: number }[] = []
  for (let index = start; index < scored.length && found.length < most; index++) {
    const set = scored[index]
    if (set?.result.kind === 'score') found.push({ at: set.at, total: set.result.total })
  }
  return found
}
