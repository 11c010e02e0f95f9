import { IconBedOff } from '@tabler/icons-react'
import { useRef } from 'react'
import type { OccupantView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useKeys } from '../../../platform/keys.ts'
import { formatRoute } from '../../../platform/navigation.ts'
import { NameLine } from '../../patients/index.ts'
import { ScoreBadge } from '../score-badge.tsx'

/** Patients of the ward whose bed somebody else took first: above the beds, so that nobody is missed. */
export function Unplaced({ patients }: { patients: readonly OccupantView[] }) {
  const t = useText()
  const box = useRef<HTMLElement>(null)
  const words = t('board.unplaced', { count: patients.length })
  const focus = () => box.current?.querySelector('a')?.focus()
  useKeys('screen', patients.length > 0 ? [{ keys: 'u', label: words, run: focus }] : [])
  if (patients.length === 0) return null
  return (
    <section className="unplaced" ref={box} aria-label={words} title={t('board.unplacedHint')}>
      <span className="row">
        <IconBedOff size={18} aria-hidden />
        <strong>{words}</strong>
        <span className="kbd" aria-hidden>
          u
        </span>
      </span>
      {patients.map((patient) => (
        <a key={patient.admissionId} href={formatRoute({ screen: 'chart', id: patient.admissionId })}>
          <NameLine of={patient.patient} /> <ScoreBadge score={patient.score} size="row" />
        </a>
      ))}
    </section>
  )
}
