import { IconBedOff, IconPlus } from '@tabler/icons-react'
import { memo } from 'react'
import type { BedView, OccupantView } from '../../../../src-shared/domains/ward/views.ts'
import { type Text, useText } from '../../../messages/index.ts'
import { type ClinicalTime, useClinicalTime } from '../../../platform/clinical.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { Sparkline } from '../../../ui/marks.tsx'
import { allergyWord, NameLine, nameInWords } from '../../patients/index.ts'
import { ScoreBadge, scoreInWords } from '../score-badge.tsx'
import { Due, dueInWords } from './due.tsx'
import { OccupantMarks, stageWord } from './marks.tsx'

interface Props {
  bed: BedView
  index: number
  selected: boolean
  onSelect: (index: number) => void
  onOpen: (index: number) => void
}

/** Capitals of a family name that fit one line of a tile at 1366 px; a longer one is set smaller, never broken. */
const LONG_NAME = 11
const MOST_NEWS2 = 12

function occupantInWords(t: Text, time: ClinicalTime, of: OccupantView): string {
  const parts = [nameInWords(of.patient), scoreInWords(t, of.score), dueInWords(t, time, of.due, clinicalNow())]
  if (of.isolation !== 'none') parts.push(t(`isolation.${of.isolation}`))
  if (of.dischargeStage) parts.push(stageWord(t, of.dischargeStage))
  if (of.pending) parts.push(t('app.pending'))
  return [...parts, allergyWord(t, of.allergies)].join(', ')
}

const bedInWords = (t: Text, time: ClinicalTime, bed: BedView): string =>
  `${t('board.bed', { label: bed.label })}: ${
    bed.occupant ? occupantInWords(t, time, bed.occupant) : t(bed.state === 'closed' ? 'board.closed' : 'board.empty')
  }`

/** One bed, to be read from two metres: bed, name, NEWS2, what is due next. */
export const Tile = memo(function Tile({ bed, index, selected, onSelect, onOpen }: Props) {
  const t = useText()
  const time = useClinicalTime()
  const { occupant } = bed
  const kind = occupant ? `tile-${occupant.score.band ?? 'none'}` : `tile-${bed.state}`
  return (
    <button
      type="button"
      className={`tile ${kind}`}
      data-bed={bed.label}
      tabIndex={selected ? 0 : -1}
      onFocus={() => onSelect(index)}
      onClick={() => onOpen(index)}
    >
      <span className="visually-hidden">{bedInWords(t, time, bed)}</span>
      <span className="tile-face" aria-hidden>
        {occupant ? <Occupied bed={bed} occupant={occupant} /> : <Quiet bed={bed} />}
      </span>
    </button>
  )
})

function Occupied({ bed, occupant }: { bed: BedView; occupant: OccupantView }) {
  return (
    <>
      <span className="tile-top">
        <span className="tile-label">{bed.label}</span>
        <OccupantMarks of={occupant} />
      </span>
      <span className="tile-name" data-long={occupant.patient.familyName.length > LONG_NAME || undefined}>
        <NameLine of={occupant.patient} />
      </span>
      <span className="tile-score">
        <ScoreBadge score={occupant.score} size="tile" />
        <span className="tile-spark" hidden={occupant.score.total === null}>
          <Sparkline values={occupant.history.map((each) => each.total)} most={MOST_NEWS2} width={32} height={30} />
        </span>
      </span>
      <Due due={occupant.due} />
    </>
  )
}

function Quiet({ bed }: { bed: BedView }) {
  const t = useText()
  const closed = bed.state === 'closed'
  return (
    <>
      <span className="tile-top">
        <span className="tile-label">{bed.label}</span>
        {bed.roomIsolation && <span className="tile-room">{t('isolation.room')}</span>}
      </span>
      <span className="tile-quiet">
        {closed ? <IconBedOff size={20} aria-hidden /> : <IconPlus size={18} aria-hidden />}
        {t(closed ? 'board.closed' : 'board.empty')}
      </span>
    </>
  )
}
