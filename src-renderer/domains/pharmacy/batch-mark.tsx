import { IconAlertOctagon, IconCalendarOff, IconHourglassLow } from '@tabler/icons-react'
import type { BatchView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useText } from '../../messages/index.ts'
import { useClinicalTime } from '../../platform/clinical.ts'

/** Expiry of a batch, with a shape and a word where it must not be given, or soon must not. */
export function BatchMark({ batch }: { batch: Pick<BatchView, 'expiry' | 'freshness' | 'recalled'> }) {
  const t = useText()
  const time = useClinicalTime()
  const { expiry, freshness, recalled } = batch
  const date = time.birthDate(expiry)
  if (recalled !== null)
    return (
      <span className="batch-mark batch-stop" title={recalled}>
        <IconAlertOctagon size={16} aria-hidden /> {t('stock.recalled')}
      </span>
    )
  if (freshness === 'expired')
    return (
      <span className="batch-mark batch-stop">
        <IconCalendarOff size={16} aria-hidden /> {t('stock.expired', { date })}
      </span>
    )
  if (freshness === 'near')
    return (
      <span className="batch-mark batch-near">
        <IconHourglassLow size={16} aria-hidden /> {date}
      </span>
    )
  return <span>{date}</span>
}
