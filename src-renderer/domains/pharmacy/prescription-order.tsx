import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconHelpHexagon } from '@tabler/icons-react'
import { useState } from 'react'
import type { PrescriptionOrderView } from '../../../src-shared/domains/ward/medicine-views.ts'
import { useCounted, useText } from '../../messages/index.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { TextField } from '../../ui/fields.tsx'
import { MedicineName, timingWords } from '../ward/index.ts'
import { warnings } from './prescription-form.ts'

interface Props {
  order: PrescriptionOrderView
  onWord: (outcome: 'verified' | 'queried', note: string, then: () => void) => void
}

/** One order as the pharmacist reads it; where a check warns, or the doctor is to be asked, with a word. */
export function PrescriptionOrder({ order, onWord }: Props) {
  const t = useText()
  const counted = useCounted()
  const time = useClinicalTime()
  const [note, setNote] = useState('')
  const [asking, setAsking] = useState(false)
  const { medicine, product, dose, route, timing, findings, verification, dispensed, supply } = order
  const warned = warnings(order).length > 0
  const open = verification === null && (warned || asking)
  const say = (outcome: 'verified' | 'queried') => onWord(outcome, note, () => setNote(''))
  return (
    <li>
      <MedicineName medicine={medicine} product={product} />
      <span>
        <strong>{counted.dose(dose, product?.unit)}</strong> {t(`med.route.${route}` as 'med.route.oral')},{' '}
        {timingWords(t, timing, product?.unit ?? '')}
      </span>
      <span className="dim">
        {order.prescribedBy}, {time.dateTime(order.prescribedAt)}
        {order.indication && `, ${order.indication}`}
      </span>
      {findings.map(({ rule, level, params }) => (
        <span
          key={`${rule} ${params.other ?? ''} ${params.allergen ?? ''}`}
          className={level === 'inform' ? 'dim' : 'batch-mark batch-stop'}
        >
          {level !== 'inform' && <IconAlertTriangle size={16} aria-hidden />}
          {t(`med.rule.${rule}`)} {[params.other, params.allergen].filter(Boolean).join(', ')}
        </span>
      ))}
      {verification && (
        <span className={`queue-mark ${verification.outcome === 'queried' ? 'queue-asked' : ''}`}>
          {verification.outcome === 'verified' ? (
            <IconCircleCheck size={16} aria-hidden />
          ) : (
            <IconHelpHexagon size={16} aria-hidden />
          )}
          {t(`queue.${verification.outcome}By`, { name: verification.by, time: time.dateTime(verification.at) })}
        </span>
      )}
      {verification?.note && <span className="dim">{verification.note}</span>}
      <span className="dim">
        {supply
          ? t('queue.supply', { count: counted.count(supply.quantity, supply.unit), onHand: supply.onHand })
          : t('queue.noSupply')}
        {dispensed && ` ${t('queue.dispensed', { count: dispensed.quantity, time: time.dateTime(dispensed.lastAt) })}`}
      </span>
      {open && (
        <div className="queue-word">
          <TextField label={t(warned ? 'queue.why' : 'queue.ask')} value={note} maxLength={200} onChange={setNote} />
          <div className="row">
            {warned && (
              <Button size="xs" disabled={note.trim() === ''} onClick={() => say('verified')}>
                {t('queue.verifyThis')}
              </Button>
            )}
            <Button size="xs" variant="default" disabled={note.trim() === ''} onClick={() => say('queried')}>
              {t('queue.askDoctor')}
            </Button>
          </div>
        </div>
      )}
      {verification === null && !open && (
        <button type="button" className="link queue-ask" onClick={() => setAsking(true)}>
          {t('queue.askDoctor')}
        </button>
      )}
      {verification?.outcome === 'queried' && (
        <button
          type="button"
          className="link queue-ask"
          onClick={() => onWord('verified', verification.note ?? '', () => {})}
        >
          {t('queue.answered')}
        </button>
      )}
    </li>
  )
}
