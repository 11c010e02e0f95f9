import { IconClock, IconClockExclamation } from '@tabler/icons-react'
import type { ObservationDueView } from '../../../../src-shared/domains/ward/views.ts'
import { type Text, useText } from '../../../messages/index.ts'
import { type ClinicalTime, countUp, useClinicalTime } from '../../../platform/clinical.ts'
import { useNow } from '../../../platform/now.ts'

/** `late 0:25` counts up; everything before that says its time. */
export function dueInWords(t: Text, time: ClinicalTime, due: ObservationDueView, now: number): string {
  if (due.state === 'overdue') return t('board.overdue', { age: countUp(now - due.dueAt) })
  const word = ({ notDue: 'board.notDue', dueSoon: 'board.dueSoon', due: 'board.due' } as const)[due.state]
  return t(word, { time: time.time(due.dueAt) })
}

export function Due({ due }: { due: ObservationDueView }) {
  const t = useText()
  const time = useClinicalTime()
  const now = useNow(15_000)
  const Icon = due.state === 'overdue' ? IconClockExclamation : IconClock
  return (
    <span className={`due due-${due.state}`}>
      <Icon size={16} aria-hidden />
      {dueInWords(t, time, due, now)}
    </span>
  )
}
