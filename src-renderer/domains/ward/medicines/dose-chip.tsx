import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircleHalf2,
  IconClock,
  IconClockExclamation,
  IconPackageOff,
  IconPlayerPause,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { DoseView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { type MessageKey, useText } from '../../../messages/index.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { PendingMark } from '../../../ui/marks.tsx'

const STATE: Readonly<Record<Exclude<DoseView['state'], 'done'>, [MessageKey, ComponentType<IconProps>]>> = {
  overdue: ['med.overdue', IconClockExclamation],
  due: ['med.due', IconClock],
  next: ['med.next', IconClock],
  future: ['med.future', IconClock],
}
type Outcome = NonNullable<DoseView['record']>['outcome']
const OUTCOME: Readonly<Record<Outcome, [MessageKey, ComponentType<IconProps>]>> = {
  given: ['med.given', IconCheck],
  partial: ['med.partial', IconCircleHalf2],
  refused: ['med.refused', IconBan],
  withheld: ['med.withheld', IconPlayerPause],
  notAvailable: ['med.notAvailable', IconPackageOff],
}

/** One dose: its time, its state in a word and a shape, and what became of it. */
export function DoseChip({ dose, onChoose }: { dose: DoseView; onChoose: (() => void) | null }) {
  const t = useText()
  const time = useClinicalTime()
  const { record } = dose
  const [name, Icon] = record ? OUTCOME[record.outcome] : STATE[dose.state === 'done' ? 'future' : dose.state]
  // the same hour stands there for today and tomorrow
  const isToday = time.date(dose.dueAt) === time.date(clinicalNow())
  const when = isToday ? time.time(dose.dueAt) : `${time.date(dose.dueAt).slice(0, 6)} ${time.time(dose.dueAt)}`
  const body = (
    <>
      <Icon size={15} aria-hidden />
      <strong>{when}</strong>
      <span>{t(name)}</span>
      {record && record.timeliness !== 'onTime' && record.timeliness && <span>{t(`med.${record.timeliness}`)}</span>}
      {record?.possibleDouble && (
        <span className="double">
          <IconAlertTriangle size={15} aria-hidden />
          {t('med.double')}
        </span>
      )}
      {record?.pending && <PendingMark size={14} />}
    </>
  )
  const said = record ? t('med.byAt', { by: record.by, time: time.time(record.at) }) : undefined
  const className = `dose-chip dose-${record ? record.outcome : dose.state}`
  if (!onChoose || record)
    return (
      <span className={className} title={said}>
        {body}
      </span>
    )
  return (
    <button type="button" className={className} onClick={onChoose}>
      {body}
    </button>
  )
}
