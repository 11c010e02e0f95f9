import { IconDroplet, IconDropletOff, IconPlayerPause } from '@tabler/icons-react'
import type { InfusionView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { amountText } from '../../../../src-shared/kernel/amount.ts'
import { useText } from '../../../messages/index.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'

interface Props {
  name: string
  infusion: InfusionView
  /** Null: it is only shown. */
  onStep: (() => void) | null
}

/** How an infusion stands: a bag that fills as it runs in, the rate, and when it is empty. */
export function InfusionStrip({ name, infusion, onStep }: Props) {
  const t = useText()
  const { state, rate, bag } = infusion
  if (state === 'notStarted') return null
  const Icon = state === 'paused' ? IconPlayerPause : state === 'stopped' ? IconDropletOff : IconDroplet
  const volume = bag?.volume ?? null
  return (
    <div className={`infusion infusion-${state}`}>
      <span>
        <Icon size={16} aria-hidden /> <strong>{t(`inf.state.${state}`)}</strong>
        {rate && ` ${t('med.perHour', { rate: amountText(rate) })}`}
      </span>
      {bag && (
        <span className="infusion-bag">
          {volume !== null && volume > 0 && (
            <span className="infusion-bar" aria-hidden>
              <span style={{ width: `${Math.min(100, (bag.infused * 100) / volume)}%` }} />
            </span>
          )}
          {volume === null
            ? !infusion.isVolumeOpen && t('inf.ofUnknown', { infused: bag.infused.toLocaleString('en-US') })
            : t('inf.of', { infused: bag.infused.toLocaleString('en-US'), volume: volume.toLocaleString('en-US') })}
        </span>
      )}
      <Ends infusion={infusion} />
      {onStep && (
        <button type="button" className="link" aria-label={`${t('inf.title')}: ${name}`} onClick={onStep}>
          {t('inf.title')}
        </button>
      )}
    </div>
  )
}

function Ends({ infusion: { state, endsAt } }: Pick<Props, 'infusion'>) {
  const t = useText()
  const time = useClinicalTime()
  if (endsAt === null) return null
  return (
    <span className={state === 'empty' ? 'infusion-late' : 'dim'}>
      {t(state === 'empty' ? 'inf.emptySince' : 'inf.endsAt', { time: time.time(endsAt) })}
    </span>
  )
}
