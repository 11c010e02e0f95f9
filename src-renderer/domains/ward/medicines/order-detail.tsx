import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AdministrationView, OrderView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { type MessageKey, useCounted, useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { Choice, TextField } from '../../../ui/fields.tsx'
import { SidePanel } from '../../../ui/panel.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { InfusionSteps } from './infusion-steps.tsx'
import { MedicineName } from './medicine-name.tsx'
import { useRoles } from './use-roles.ts'
import { timingWords } from './words.ts'

interface Props {
  order: OrderView
  onChange: () => void
  onDone: () => void
}

/** An order with who, when and why; what was recorded of it; pausing and ending it. */
export function OrderDetail({ order, onChange, onDone }: Props) {
  const t = useText()
  const counted = useCounted()
  const time = useClinicalTime()
  const mayChange = useRoles().includes('clinician') && order.status === 'active'
  return (
    <SidePanel
      title={order.medicine.name}
      onClose={onDone}
      keys={mayChange ? [{ keys: 'c', label: t('med.change'), run: onChange }] : []}
      foot={<OrderActions order={order} onDone={onDone} />}
    >
      <MedicineName medicine={order.medicine} product={order.product} />
      <p className="plain">
        <strong>{counted.dose(order.dose, order.product?.unit)}</strong>{' '}
        {t(`med.route.${order.route}` as 'med.route.oral')} · {timingWords(t, order.timing, order.product?.unit ?? '')}
      </p>
      <p className="plain dim">
        {t('med.prescribedBy', {
          by: order.prescribedBy,
          time: time.dateTime(order.prescribedAt),
          version: order.version,
        })}
      </p>
      <Changed changed={order.changed} />
      {order.checkedBy !== 'signed' && <p className="note ask">{t(`med.checked.${order.checkedBy}`)}</p>}
      {order.alerts
        .filter(({ overridden }) => overridden)
        .map(({ rule, about }) => (
          <p key={`${rule} ${about}`} className="plain">
            {t('med.overridden', { rule: t(`med.rule.${rule}` as MessageKey), about: about ?? '' })}
          </p>
        ))}
      {mayChange && (
        <Button
          data-first
          size="compact-md"
          variant="default"
          onClick={onChange}
          rightSection={<span className="kbd">c</span>}
        >
          {t('med.change')}
        </Button>
      )}
      <Former order={order} />
      {order.infusion && <InfusionSteps steps={order.infusion.steps} />}
      <h3>{t('med.records')}</h3>
      {order.records.length === 0 && <p className="plain dim">{t('med.noRecords')}</p>}
      {order.records.map((record) => (
        <Record key={record.administrationId} record={record} unit={order.product?.unit} />
      ))}
    </SidePanel>
  )
}

function Changed({ changed }: Pick<OrderView, 'changed'>) {
  const t = useText()
  if (changed === null || changed.reason === 'notAsked') return null
  return (
    <p className="plain">
      {t('med.changedWhy', { reason: t(`med.changed.${changed.reason}`) })}
      {changed.note && ` · ${changed.note}`}
    </p>
  )
}

/** What the order was before it was changed, newest first. */
function Former({ order: { former, product } }: { order: OrderView }) {
  const t = useText()
  const counted = useCounted()
  const time = useClinicalTime()
  if (former.length === 0) return null
  return (
    <section aria-label={t('med.former')}>
      <h3>{t('med.former')}</h3>
      {former.map((version) => {
        const unit = version.product?.unit ?? product?.unit ?? ''
        return (
          <div key={version.orderId} className="record">
            <span>
              <strong>{counted.dose(version.dose, unit)}</strong> {t(`med.route.${version.route}` as 'med.route.oral')}{' '}
              · {timingWords(t, version.timing, unit)}
              {version.indication && ` · ${version.indication}`}
            </span>
            <span className="dim">
              {t('med.prescribedBy', {
                by: version.prescribedBy,
                time: time.dateTime(version.prescribedAt),
                version: version.version,
              })}
            </span>
            <Changed changed={version.changed} />
          </div>
        )
      })}
    </section>
  )
}

function OrderActions({ order, onDone }: { order: OrderView; onDone: () => void }) {
  const t = useText()
  const api = useApi()
  const [reason, setReason] = useState('')
  const mayOrder = useRoles().includes('clinician')
  const hold = useSave(api.medicines.holdOrder.mutationOptions())
  const stop = useSave(api.medicines.stopOrder.mutationOptions())
  const resume = useSave(api.medicines.resumeOrder.mutationOptions())
  const about = { orderId: order.orderId, reason }
  const short = reason.trim().length < 3
  if (order.status === 'stopped' || order.status === 'replaced') return null
  return (
    <>
      <RefusalNote refusal={hold.refusal ?? stop.refusal ?? resume.refusal} />
      <TextField label={t('med.actReason')} value={reason} onChange={setReason} maxLength={200} />
      <div className="row">
        {order.status === 'held' && mayOrder && (
          <Button
            variant="default"
            loading={resume.busy}
            onClick={() => resume.save({ orderId: order.orderId }, onDone)}
          >
            {t('med.resume')}
          </Button>
        )}
        {order.status === 'active' && (
          <Button variant="default" disabled={short} loading={hold.busy} onClick={() => hold.save(about, onDone)}>
            {t('med.hold')}
          </Button>
        )}
        {mayOrder && (
          <Button color="red" disabled={short} loading={stop.busy} onClick={() => stop.save(about, onDone)}>
            {t('med.stop')}
          </Button>
        )}
      </div>
    </>
  )
}

function Record({ record, unit }: { record: AdministrationView; unit: string | undefined }) {
  const t = useText()
  const counted = useCounted()
  const time = useClinicalTime()
  const [wrong, setWrong] = useState<string | null>(null)
  const { administrationId } = record
  const api = useApi()
  const mark = useSave(api.medicines.markAdministrationInError.mutationOptions())
  const seen = useSave(api.medicines.recordEffect.mutationOptions())
  return (
    <div className={`record ${record.inError ? 'in-error' : ''}`}>
      <span>
        <strong>{time.dateTime(record.at)}</strong> {t(`med.${record.outcome}`)}{' '}
        {record.dose && counted.dose(record.dose, unit)}
        {record.reason && ` · ${t(`med.why.${record.reason}` as MessageKey)}`}
        {record.note && ` · ${record.note}`}
      </span>
      <span className="dim">
        {record.by}
        {record.witness && ` + ${record.witness}`} · {t(record.scanned ? 'med.scanned' : 'med.notScanned')}
        {record.effect && ` · ${t(`med.effect.${record.effect.helped}`)}`}
      </span>
      {!record.inError && record.recheckAt !== null && record.effect === null && (
        <Choice
          label={t('med.effectAsk', { time: time.time(record.recheckAt) })}
          value={null as 'yes' | null}
          options={(['yes', 'partly', 'no'] as const).map((value) => ({ value, name: t(`med.effect.${value}`) }))}
          onChange={(helped) => seen.save({ administrationId, helped: helped ?? 'no' })}
        />
      )}
      <RefusalNote refusal={mark.refusal ?? seen.refusal} />
      {!record.inError && wrong === null && (
        <button type="button" className="link" onClick={() => setWrong('')}>
          {t('chart.markError')}
        </button>
      )}
      {wrong !== null && !record.inError && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            mark.save({ administrationId, reason: wrong })
          }}
        >
          <TextField label={t('chart.errorReason')} value={wrong} onChange={setWrong} autoFocus />
          <Button type="submit" size="compact-md" color="red" disabled={wrong.trim().length < 3} loading={mark.busy}>
            {t('chart.markErrorDo')}
          </Button>
        </form>
      )}
    </div>
  )
}
