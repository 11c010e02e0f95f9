import { Button } from '@mantine/core'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { type Text, useText } from '../../../messages/index.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { openPanel } from '../../../platform/navigation.ts'
import { bhtNumber } from '../bht-number.ts'
import { Stages } from '../moves/stages.tsx'

export const everyInWords = (t: Text, minutes: number | null): string => {
  if (minutes === null) return t('details.byScore')
  return minutes % 60 ? t('details.minutes', { count: minutes }) : t('details.hours', { count: minutes / 60 })
}

export function AdmissionTab({ chart }: { chart: AdmissionChartView }) {
  const t = useText()
  const time = useClinicalTime()
  const about = { admission: chart.admissionId }
  const facts: [string, string][] = [
    [t('chart.admittedAt'), time.dateTime(chart.admittedAt)],
    [t('patient.bht'), bhtNumber(chart.bht)],
    [t('chart.reason'), chart.reason || t('app.unknown')],
    [t('chart.consultant'), chart.consultant ?? t('app.unknown')],
  ]
  const settings: [string, string][] = [
    [t('admit.isolation'), t(`isolation.${chart.isolation}`)],
    [t('details.scale'), t(`details.scale${chart.spo2Scale}`)],
    [t('chart.interval'), everyInWords(t, chart.observeEveryMinutes)],
  ]
  return (
    <div className="admission">
      <Section title={t('chart.admission')} facts={facts} />
      <Section title={t('chart.settings')} facts={settings}>
        <Action name={t('chart.change')} keyName="i" run={() => openPanel('details', about)} />
      </Section>
      <section className="section">
        <h2>{t('chart.stages')}</h2>
        <Stages chart={chart} />
        {chart.status !== 'discharged' && (
          <Action name={t('key.discharge')} keyName="d" run={() => openPanel('discharge', about)} />
        )}
      </section>
      <section className="section">
        <h2>{t('chart.moves')}</h2>
        {chart.transfers.length === 0 && <p className="dim">{t('chart.noMoves')}</p>}
        {chart.transfers.map((move) => (
          <p key={move.at}>
            <strong>{time.dateTime(move.at)}</strong> {move.fromWard} {move.fromBed} → {move.toWard} {move.toBed}{' '}
            <span className="dim">{move.by}</span>
          </p>
        ))}
        {chart.status !== 'discharged' && (
          <Action name={t('key.transfer')} keyName="t" run={() => openPanel('transfer', about)} />
        )}
      </section>
    </div>
  )
}

function Section({ title, facts, children }: { title: string; facts: [string, string][]; children?: React.ReactNode }) {
  return (
    <section className="section">
      <h2>{title}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  )
}

function Action({ name, keyName, run }: { name: string; keyName: string; run: () => void }) {
  return (
    <Button
      mt={10}
      variant="default"
      size="compact-md"
      onClick={run}
      rightSection={<span className="kbd">{keyName}</span>}
    >
      {name}
    </Button>
  )
}
