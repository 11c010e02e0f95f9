import type { ScoreView } from '../../../src-shared/domains/ward/views.ts'
import { type MessageKey, type Text, useText } from '../../messages/index.ts'
import './score-badge.css'

const WORD = {
  zero: 'news2.zero',
  low: 'news2.low',
  lowSingle3: 'news2.lowSingle3',
  medium: 'news2.medium',
  high: 'news2.high',
} as const satisfies Record<string, MessageKey>

const WHY = {
  notCalculable: 'news2.notCalculable',
  under16: 'news2.under16',
  pregnant: 'news2.pregnant',
  noObservation: 'news2.noObservation',
} as const satisfies Record<string, MessageKey>

export const bandWord = (t: Text, score: Pick<ScoreView, 'band' | 'why'>): string =>
  score.band ? t(WORD[score.band]) : score.why ? t(WHY[score.why]) : t('board.noScore')

/** `▲3`: an arrow for the direction, a number for the change. */
export const trendOf = (delta: number | null): string =>
  delta === null ? '' : delta > 0 ? `▲${delta}` : delta < 0 ? `▼${-delta}` : '='

export function trendWord(t: Text, delta: number | null): string {
  if (delta === null) return ''
  if (delta === 0) return t('news2.same')
  return delta > 0 ? t('news2.up', { count: delta }) : t('news2.down', { count: -delta })
}

export const scoreInWords = (t: Text, score: ScoreView): string =>
  [t('news2.name'), score.total ?? '', bandWord(t, score), trendWord(t, score.delta)]
    .filter((part) => part !== '')
    .join(' ')

/** NEWS2 as a filled badge whose form differs by band, with the band's word and the change beside it. */
export function ScoreBadge({ score, size = 'row' }: { score: ScoreView; size?: 'row' | 'tile' | 'big' }) {
  const t = useText()
  return (
    <span className={`score score-${size}`}>
      <span className={`score-badge band-${score.band ?? 'none'}`} aria-hidden>
        {score.total ?? '–'}
      </span>
      <span className="score-words" aria-hidden>
        <span className="score-word">{bandWord(t, score)}</span>
        {score.delta !== null && <span className="score-trend">{trendOf(score.delta)}</span>}
      </span>
      <span className="visually-hidden">{scoreInWords(t, score)}</span>
    </span>
  )
}
