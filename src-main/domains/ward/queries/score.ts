import type { ObservationDueView, ScoreView } from '../../../../src-shared/domains/ward/index.ts'
import { type News2Result, news2 } from '../../../../src-shared/domains/ward/rules/news2.ts'
import { observationDue } from '../../../../src-shared/domains/ward/rules/observation-due.ts'
import { scoreTrend } from '../../../../src-shared/domains/ward/rules/trend.ts'
import { ageOn } from '../../../../src-shared/kernel/clinical-date.ts'
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
 * one rule, so that a corrected birth date or a pregnancy that became known counts at once.
 */
export function summarise(sets: readonly VitalsCells[], about: Scored, now: number): ScoreSummary {
  const scored = sets.map((set) => ({ at: set.taken_at, result: scoreOf(set, about) }))
  const { admittedAt, observeEveryMinutes } = about
  const last = lastForDue(scored)
  const plan = { admittedAt, observeEveryMinutes, last: last && { takenAt: last.at, score: last.result } }
  const { dueAt, state } = observationDue(plan, now)
  const history = totals(scored).slice(0, SPARKLINE).reverse()
  return { score: scoreViews(scored)[0] ?? none, due: { dueAt, state }, history }
}

/** One view a set, each with the change since the calculable score before it. */
export function scoreViews(scored: readonly ScoredSet[]): ScoreView[] {
  return scored.map((set, index) => viewOf(set, scored.slice(index)))
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

const totals = (scored: readonly ScoredSet[]) =>
  scored.flatMap(({ at, result }) => (result.kind === 'score' ? [{ at, total: result.total }] : []))

function viewOf({ at, result }: ScoredSet, andBefore: readonly ScoredSet[]): ScoreView {
  if (result.kind === 'notApplicable') return { ...none, why: result.reason, at }
  if (result.kind === 'notCalculable') return { ...none, why: 'notCalculable', missing: [...result.missing], at }
  // two calculable scores are enough for the change
  const delta = scoreTrend(totals(andBefore).slice(0, 2))?.delta ?? null
  return { total: result.total, why: null, missing: [], band: result.band, delta, at }
}
