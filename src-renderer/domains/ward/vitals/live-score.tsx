import type { News2Result } from '../../../../src-shared/domains/ward/rules/news2.ts'
import type { ScoreView } from '../../../../src-shared/domains/ward/views.ts'
import { type MessageKey, type Text, useText } from '../../../messages/index.ts'
import { ScoreBadge } from '../score-badge.tsx'
import { LABEL } from './vital-fields.ts'

const RESPONSE = {
  zero: 'news2.responseZero',
  low: 'news2.responseLow',
  lowSingle3: 'news2.responseLowSingle3',
  medium: 'news2.responseMedium',
  high: 'news2.responseHigh',
} as const satisfies Record<string, MessageKey>

function asView(result: News2Result): ScoreView {
  const none = { total: null, band: null, delta: null, missing: [], at: null }
  if (result.kind === 'score') return { ...none, total: result.total, band: result.band, why: null }
  return { ...none, why: result.kind === 'notApplicable' ? result.reason : 'notCalculable' }
}

export const missingInWords = (t: Text, missing: readonly string[]): string =>
  t('news2.missing', {
    fields: missing.map((name) => (name in LABEL ? t(LABEL[name as keyof typeof LABEL]) : t('search.age'))).join(', '),
  })

function response(t: Text, result: News2Result): string {
  if (result.kind === 'notApplicable') return t('news2.notApplicable')
  return result.kind === 'score' ? t(RESPONSE[result.band]) : missingInWords(t, result.missing)
}

/** NEWS2 of what is typed so far; what is missing is named, and never counted as zero. */
export function LiveScore({ score }: { score: News2Result }) {
  const t = useText()
  return (
    <div className="live" role="status" aria-label={t('vitals.live')}>
      <ScoreBadge score={asView(score)} size="big" />
      <span className={score.kind === 'score' ? 'response' : 'dim'}>{response(t, score)}</span>
    </div>
  )
}
