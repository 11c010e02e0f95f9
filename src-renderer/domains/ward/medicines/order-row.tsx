import type { OrderView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { useCounted, useText } from '../../../messages/index.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { PendingMark } from '../../../ui/marks.tsx'
import { DoseChip } from './dose-chip.tsx'
import { InfusionStrip } from './infusion-strip.tsx'
import { MedicineName } from './medicine-name.tsx'
import { timingWords } from './words.ts'

interface Props {
  order: OrderView
  onGive: (dueAt: number | null) => void
  onOpen: () => void
  /** Of an infusion: to record a rate, a pause or its end. */
  onStep: () => void
}

/** An order with its doses around now. */
export function OrderRow({ order, onGive, onOpen, onStep }: Props) {
  const t = useText()
  const counted = useCounted()
  const { product, timing } = order
  const active = order.status === 'active'
  const prn = timing.type === 'prn'
  return (
    <li className={`order order-${order.status}`}>
      <div className="order-what">
        <MedicineName medicine={order.medicine} product={product} />
        <span className="order-dose">
          <span className="dim">{t('med.dose')}</span> <strong>{counted.dose(order.dose, product?.unit)}</strong>{' '}
          {t(`med.route.${order.route}` as 'med.route.oral')} · {timingWords(t, timing, product?.unit ?? '')}
          {order.indication && ` · ${order.indication}`} {order.pending && <PendingMark />}
        </span>
        {order.held && (
          <span className="order-note">{t('med.heldBy', { reason: order.held.reason, by: order.held.by })}</span>
        )}
        {order.stopped && (
          <span className="order-note">
            {t('med.stoppedBy', { reason: order.stopped.reason, by: order.stopped.by })}
          </span>
        )}
      </div>
      <div className="order-doses">
        {order.doses.map((dose) => (
          <DoseChip key={dose.dueAt} dose={dose} onChoose={active ? () => onGive(dose.dueAt) : null} />
        ))}
        {order.infusion && <InfusionStrip name={order.medicine.name} infusion={order.infusion} onStep={onStep} />}
        {prn && <PrnState order={order} onGive={active ? () => onGive(null) : null} />}
      </div>
      <button
        type="button"
        className="link"
        onClick={onOpen}
        aria-label={t('med.openOf', { name: order.medicine.name })}
      >
        {t('med.open')}
      </button>
    </li>
  )
}

function PrnState({ order, onGive }: { order: OrderView; onGive: (() => void) | null }) {
  const t = useText()
  const time = useClinicalTime()
  const { prn, records } = order
  if (!prn) return null
  const last = records.find((record) => !record.inError && record.dose !== null)
  return (
    <>
      {last && (
        <span className="dose-chip dose-given">{t('med.lastAt', { time: time.dateTime(last.at), by: last.by })}</span>
      )}
      <button
        type="button"
        className={`dose-chip ${prn.from === null ? 'dose-next' : 'dose-future'}`}
        onClick={onGive ?? undefined}
        disabled={!onGive}
      >
        {prn.from === null ? t('med.prnNow') : t('med.prnFrom', { time: time.dateTime(prn.from) })} ·{' '}
        {t('med.prnGiven', { count: prn.given })}
      </button>
    </>
  )
}
