import { type News2Input, news2 } from '../../src-shared/domains/ward/rules/news2.ts'
import type { ScoreView } from '../../src-shared/domains/ward/views.ts'
import { ageOn } from '../../src-shared/kernel/clinical-date.ts'

const OFFSET = 330

/** The real rule, in the form that the screens read. */
export function scoreOf(
  set: Omit<News2Input, 'ageYears' | 'pregnant'>,
  at: number,
  birthDate: string | null,
  pregnant: boolean,
): ScoreView {
  const ageYears = birthDate ? (ageOn(birthDate, at, OFFSET)?.years ?? null) : 40
  const result = news2({ ...set, ageYears, pregnant })
  const none = { total: null, band: null, delta: null, missing: [], at }
  if (result.kind === 'score') return { ...none, total: result.total, band: result.band, why: null }
  if (result.kind === 'notApplicable') return { ...none, why: result.reason }
  return { ...none, why: 'notCalculable', missing: result.missing }
}
