import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { closePanel } from '../../../platform/navigation.ts'
import { Choice } from '../../../ui/fields.tsx'
import { SidePanel } from '../../../ui/panel.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { nameInWords } from '../../patients/index.ts'
import { everyInWords } from '../chart/admission-tab.tsx'
import { WithChart } from './with-chart.tsx'

export const ISOLATIONS = ['none', 'contact', 'droplet', 'airborne', 'protective'] as const
/** Minutes; 0 stands for "by the score". */
const INTERVALS = [0, 15, 30, 60, 120, 240, 360, 720]

export function DetailsPanel({ admissionId }: { admissionId: string }) {
  return <WithChart admissionId={admissionId}>{(chart) => <Details chart={chart} />}</WithChart>
}

/** Each setting is its own command and carries what was shown, so that nobody overwrites a newer decision unseen. */
function useDetails(chart: AdmissionChartView) {
  const api = useApi()
  const isolation = useSave(api.ward.setIsolation.mutationOptions())
  const scale = useSave(api.ward.setSpo2Scale.mutationOptions())
  const interval = useSave(api.ward.setObservationInterval.mutationOptions())
  const [wanted, want] = useState({
    isolation: chart.isolation,
    scale: chart.spo2Scale,
    every: chart.observeEveryMinutes,
  })
  const { admissionId } = chart
  const saveIsolation = (then: () => void) =>
    wanted.isolation === chart.isolation
      ? then()
      : isolation.save({ admissionId, from: chart.isolation, to: wanted.isolation }, then)
  const saveScale = (then: () => void) =>
    wanted.scale === chart.spo2Scale
      ? then()
      : scale.save({ admissionId, from: chart.spo2Scale, to: wanted.scale }, then)
  const saveInterval = (then: () => void) =>
    wanted.every === chart.observeEveryMinutes
      ? then()
      : interval.save({ admissionId, from: chart.observeEveryMinutes, to: wanted.every }, then)
  const save = () => saveIsolation(() => saveScale(() => saveInterval(closePanel)))
  const refusal = isolation.refusal ?? scale.refusal ?? interval.refusal
  return { wanted, want, save, refusal, busy: isolation.busy || scale.busy || interval.busy }
}

function Details({ chart }: { chart: AdmissionChartView }) {
  const t = useText()
  const api = useApi()
  const { wanted, want, save, refusal, busy } = useDetails(chart)
  const clinician = useQuery(api.session.current.queryOptions()).data?.roles.includes('clinician') ?? false
  return (
    <SidePanel
      title={nameInWords(chart.patient)}
      keys={[{ keys: 'Ctrl+Enter', label: t('key.save'), run: save }]}
      foot={
        <>
          <RefusalNote refusal={refusal} />
          <Button onClick={save} loading={busy} rightSection={<span className="kbd">Ctrl ↵</span>}>
            {t('details.save')}
          </Button>
        </>
      }
    >
      <Choice
        label={t('admit.isolation')}
        value={wanted.isolation}
        options={ISOLATIONS.map((value) => ({ value, name: t(`isolation.${value}`) }))}
        onChange={(isolation) => want({ ...wanted, isolation })}
      />
      <Choice
        label={t('details.scale')}
        value={wanted.scale}
        options={([1, 2] as const).map((value) => ({
          value,
          name: t(`details.scale${value}`),
          disabled: !clinician && value !== chart.spo2Scale,
        }))}
        onChange={(scale) => want({ ...wanted, scale })}
        hint={t('details.scaleWho')}
      />
      <Choice
        label={t('details.interval')}
        value={wanted.every ?? 0}
        options={INTERVALS.map((value) => ({ value, name: everyInWords(t, value || null) }))}
        onChange={(value) => want({ ...wanted, every: value || null })}
      />
    </SidePanel>
  )
}
