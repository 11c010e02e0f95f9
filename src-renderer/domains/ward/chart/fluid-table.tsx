import { Button } from '@mantine/core'
import { useState } from 'react'
import { isIntake } from '../../../../src-shared/domains/ward/rules/fluid-balance.ts'
import type { FluidView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { TextField } from '../../../ui/fields.tsx'
import { PendingMark } from '../../../ui/marks.tsx'
import { RefusalNote } from '../../../ui/states.tsx'

const COLUMNS = 6

/** Every record, newest first; those in error stay to be seen, struck out, with the reason. */
export function FluidTable({ records }: { records: readonly FluidView[] }) {
  const t = useText()
  const [marking, setMarking] = useState<string | null>(null)
  return (
    <div className="sets">
      <table className="table">
        <caption className="visually-hidden">{t('fluid.records')}</caption>
        <thead>
          <tr>
            <th>{t('chart.time')}</th>
            <th>{t('fluid.sort')}</th>
            <th className="number">{t('fluid.in')} mL</th>
            <th className="number">{t('fluid.out')} mL</th>
            <th>{t('chart.by')}</th>
            <th>
              <span className="visually-hidden">{t('chart.inError')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map((each) => (
            <FluidRow key={each.fluidId} fluid={each} marking={marking === each.fluidId} onMark={setMarking} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps {
  fluid: FluidView
  marking: boolean
  onMark: (fluidId: string | null) => void
}

function FluidRow({ fluid, marking, onMark }: RowProps) {
  const t = useText()
  const time = useClinicalTime()
  const wrong = fluid.status === 'enteredInError'
  const intake = isIntake(fluid.sort)
  const name = t(`fluid.${fluid.sort}`)
  const volume = fluid.volume.toLocaleString('en-US')
  const title = t('fluid.markErrorOf', { sort: name, volume, time: time.dateTime(fluid.takenAt) })
  return (
    <>
      <tr className={wrong ? 'in-error' : undefined}>
        <td>
          {time.date(fluid.takenAt).slice(0, 6)} <strong>{time.time(fluid.takenAt)}</strong>{' '}
          {fluid.pending && <PendingMark size={14} />}
        </td>
        <td>{name}</td>
        <td className="number">{intake && volume}</td>
        <td className="number">{!intake && volume}</td>
        <td className="by" title={fluid.takenBy}>
          {fluid.takenBy}
        </td>
        <td>
          {wrong ? (
            <span className="reason">
              {t('chart.inError')}: {fluid.errorReason}
            </span>
          ) : (
            <button
              type="button"
              className="link"
              aria-label={title}
              onClick={() => onMark(marking ? null : fluid.fluidId)}
            >
              {t('chart.markError')}
            </button>
          )}
        </td>
      </tr>
      {marking && <ErrorForm fluidId={fluid.fluidId} title={title} onDone={() => onMark(null)} />}
    </>
  )
}

function ErrorForm({ fluidId, title, onDone }: { fluidId: string; title: string; onDone: () => void }) {
  const t = useText()
  const api = useApi()
  const [reason, setReason] = useState('')
  const { save, busy, refusal } = useSave(api.ward.markFluidInError.mutationOptions())
  return (
    <tr>
      <td colSpan={COLUMNS} style={{ padding: 0 }}>
        <form
          className="error-form"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            onDone()
          }}
          onSubmit={(event) => {
            event.preventDefault()
            save({ fluidId, reason }, onDone)
          }}
        >
          <strong>{title}</strong>
          <TextField label={t('chart.errorReason')} value={reason} onChange={setReason} autoFocus />
          <RefusalNote refusal={refusal} />
          <div className="row">
            <Button type="submit" size="compact-md" color="red" loading={busy} disabled={reason.trim().length < 3}>
              {t('chart.markErrorDo')}
            </Button>
            <Button variant="default" size="compact-md" onClick={onDone}>
              {t('app.cancel')}
            </Button>
          </div>
        </form>
      </td>
    </tr>
  )
}
