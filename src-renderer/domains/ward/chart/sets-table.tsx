import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AdmissionChartView, VitalsView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { TextField } from '../../../ui/fields.tsx'
import { PendingMark } from '../../../ui/marks.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { nameInWords } from '../../patients/index.ts'
import { ScoreBadge } from '../score-badge.tsx'

const shown = (value: number | null, digits = 0) => (value === null ? '–' : value.toFixed(digits))
const COLUMNS = 11

function oxygenInWords(set: VitalsView, air: string): string {
  if (set.onOxygen === null) return '–'
  return set.onOxygen ? `O₂ ${set.oxygenFlow ?? ''}` : air
}

/** All sets, newest first; those in error stay to be seen, struck out, with the reason. */
export function SetsTable({ chart }: { chart: AdmissionChartView }) {
  const t = useText()
  const [marking, setMarking] = useState<string | null>(null)
  const heads = [
    t('vitals.rr'),
    'SpO₂',
    'O₂',
    t('vitals.bp'),
    t('vitals.pulse'),
    'ACVPU',
    t('vitals.temperature'),
    t('chart.by'),
  ]
  const short = ['RR', 'SpO₂', 'O₂', 'BP', t('vitals.pulse'), 'ACVPU', '°C', t('chart.by')]
  return (
    <section className="sets">
      <table className="table">
        <caption className="visually-hidden">{t('chart.table')}</caption>
        <thead>
          <tr>
            <th>{t('chart.time')}</th>
            <th>{t('news2.name')}</th>
            {short.map((name, n) => (
              <th
                key={heads[n]}
                title={heads[n]}
                className={n < 2 || n === 3 || n === 4 || n === 6 ? 'number' : undefined}
              >
                {name}
              </th>
            ))}
            <th>
              <span className="visually-hidden">{t('chart.inError')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {chart.vitals.map((set) => (
            <SetRow key={set.vitalsId} set={set} chart={chart} marking={marking === set.vitalsId} onMark={setMarking} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps {
  set: VitalsView
  chart: AdmissionChartView
  marking: boolean
  onMark: (vitalsId: string | null) => void
}

function SetRow({ set, chart, marking, onMark }: RowProps) {
  const t = useText()
  const time = useClinicalTime()
  const wrong = set.status === 'enteredInError'
  return (
    <>
      <tr className={wrong ? 'in-error' : undefined}>
        <td>
          {time.date(set.takenAt).slice(0, 6)} <strong>{time.time(set.takenAt)}</strong>{' '}
          {set.pending && <PendingMark size={14} />}
        </td>
        <td>{wrong ? '–' : <ScoreBadge score={set.score} />}</td>
        <td className="number">{shown(set.respirationRate)}</td>
        <td className="number">{shown(set.spo2)}</td>
        <td>{oxygenInWords(set, t('vitals.air'))}</td>
        <td className="number">
          {shown(set.systolic)}/{shown(set.diastolic)}
        </td>
        <td className="number">{shown(set.pulse)}</td>
        <td title={set.consciousness ? t(`vitals.acvpu${set.consciousness}`) : undefined}>
          {set.consciousness ?? '–'}
        </td>
        <td className="number">{shown(set.temperature, 1)}</td>
        <td className="by" title={set.takenBy}>
          {set.takenBy}
        </td>
        <td>
          {wrong ? (
            <span className="reason">
              {t('chart.inError')}: {set.errorReason}
            </span>
          ) : (
            <button
              type="button"
              className="link"
              aria-label={t('chart.markErrorOf', {
                time: time.dateTime(set.takenAt),
                name: nameInWords(chart.patient),
              })}
              onClick={() => onMark(marking ? null : set.vitalsId)}
            >
              {t('chart.markError')}
            </button>
          )}
        </td>
      </tr>
      {marking && <ErrorForm set={set} chart={chart} onDone={() => onMark(null)} />}
    </>
  )
}

function ErrorForm({ set, chart, onDone }: { set: VitalsView; chart: AdmissionChartView; onDone: () => void }) {
  const t = useText()
  const api = useApi()
  const time = useClinicalTime()
  const [reason, setReason] = useState('')
  const { save, busy, refusal } = useSave(api.ward.markVitalsInError.mutationOptions())
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
            save({ vitalsId: set.vitalsId, reason }, onDone)
          }}
        >
          <strong>
            {t('chart.markErrorOf', { time: time.dateTime(set.takenAt), name: nameInWords(chart.patient) })}
          </strong>
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
