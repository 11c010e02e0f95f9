import { Button } from '@mantine/core'
import { IconActivityHeartbeat } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { type MessageKey, useText } from '../../../messages/index.ts'
import { useApi } from '../../../platform/api.ts'
import { useKeys } from '../../../platform/keys.ts'
import { go, openPanel } from '../../../platform/navigation.ts'
import { Empty, Shown } from '../../../ui/states.tsx'
import { TabBar } from '../../../ui/tabs.tsx'
import { BreakGlassAsk, closedChart, OpenedNote } from '../../identity/index.ts'
import { AllergiesTab, HistoryTab, Item, PatientBanner } from '../../patients/index.ts'
import { PrintButton } from '../../printing/index.ts'
import { bhtNumber } from '../bht-number.ts'
import { Due } from '../board/due.tsx'
import { MedicinesTab } from '../medicines/medicines-tab.tsx'
import { ScoreBadge } from '../score-badge.tsx'
import { AdmissionTab } from './admission-tab.tsx'
import { FluidsTab } from './fluids-tab.tsx'
import { ObservationsTab } from './observations-tab.tsx'
import './chart.css'

const TABS = ['observations', 'medicines', 'fluids', 'admission', 'allergies', 'history'] as const
type Tab = (typeof TABS)[number]
const NAME: Record<Tab, MessageKey> = {
  observations: 'chart.observations',
  medicines: 'chart.medicines',
  fluids: 'chart.fluids',
  admission: 'chart.admission',
  allergies: 'chart.allergies',
  history: 'chart.history',
}

export function ChartScreen({ admissionId, tab }: { admissionId: string; tab: string | null }) {
  const t = useText()
  const api = useApi()
  const chart = useQuery(api.ward.chart.queryOptions({ admissionId }, { refetchInterval: 30_000 }))
  const closed = closedChart(chart.error)
  if (closed) return <BreakGlassAsk key={admissionId} closed={closed} />
  return (
    <Shown of={chart}>
      {(data) =>
        data ? (
          <Chart chart={data} tab={TABS.find((each) => each === tab) ?? 'observations'} />
        ) : (
          <Empty title={t('chart.gone')}>{t('chart.goneDo')}</Empty>
        )
      }
    </Shown>
  )
}

function useChartKeys(chart: AdmissionChartView, tab: Tab, show: (tab: Tab) => void) {
  const t = useText()
  const about = { admission: chart.admissionId }
  const step = (by: number) => show(TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] as Tab)
  useKeys('screen', [
    { keys: 'm', label: t('key.medicines'), run: () => show('medicines') },
    { keys: 'f', label: t('key.fluids'), run: () => show('fluids') },
    { keys: 'v', label: t('key.vitals'), run: () => openPanel('vitals', about) },
    { keys: 't', label: t('key.transfer'), run: () => openPanel('transfer', about) },
    { keys: 'd', label: t('key.discharge'), run: () => openPanel('discharge', about) },
    { keys: 'i', label: t('key.details'), run: () => openPanel('details', about) },
    { keys: 'a', label: t('key.allergy'), run: () => openPanel('allergy', { patient: chart.patient.patientId }) },
    { keys: ']', label: t('key.tabs'), run: () => step(1) },
    { keys: '[', label: t('key.tabs'), quiet: true, run: () => step(-1) },
    { keys: 'Escape', label: t('key.back'), run: () => go({ screen: 'board', id: chart.wardId }) },
  ])
}

function Chart({ chart, tab }: { chart: AdmissionChartView; tab: Tab }) {
  const t = useText()
  const api = useApi()
  const { patientId } = chart.patient
  const patient = useQuery(api.patients.byId.queryOptions({ patientId })).data
  const show = (next: Tab) => go({ screen: 'chart', id: chart.admissionId, tab: next })
  useChartKeys(chart, tab, show)
  return (
    <div className="chart">
      <PatientBanner
        patient={chart.patient}
        allergies={patient?.allergyStatus ?? 'unavailable'}
        birthDateEstimated={patient?.birthDateEstimated}
        deceasedAt={patient?.deceasedAt}
      >
        <Item label={t('patient.bht')}>{bhtNumber(chart.bht)}</Item>
        {chart.bedLabel && (
          <Item label={t('admit.bed')}>
            <strong>{chart.bedLabel}</strong> {chart.wardName}
          </Item>
        )}
      </PatientBanner>
      <OpenedNote patientId={patientId} />
      <div className="chart-head">
        <TabBar
          label={t('chart.tabs')}
          tabs={TABS.map((each) => ({ id: each, name: t(NAME[each]) }))}
          chosen={tab}
          onChoose={show}
        />
        <span className="grow" />
        <ScoreBadge score={chart.score} />
        {chart.status !== 'discharged' && <Due due={chart.due} />}
        <PrintButton
          key={tab === 'medicines' ? 'medicines' : 'wristband'}
          what={
            tab === 'medicines'
              ? { kind: 'medicineChart', admissionId: chart.admissionId }
              : { kind: 'wristband', patientId }
          }
        />
        <Button
          className="chart-act"
          size="compact-md"
          leftSection={<IconActivityHeartbeat size={17} aria-hidden />}
          rightSection={<span className="kbd">v</span>}
          onClick={() => openPanel('vitals', { admission: chart.admissionId })}
        >
          <span className="chart-record">{t('key.vitals')}</span>
        </Button>
      </div>
      <div className="chart-body" role="tabpanel" aria-labelledby={`tab-${tab}`} id={`panel-${tab}`}>
        {tab === 'observations' && <ObservationsTab chart={chart} />}
        {tab === 'medicines' && <MedicinesTab admissionId={chart.admissionId} />}
        {tab === 'fluids' && <FluidsTab admissionId={chart.admissionId} />}
        {tab === 'admission' && <AdmissionTab chart={chart} />}
        {tab === 'allergies' && <AllergiesTab patientId={patientId} name={chart.patient} />}
        {tab === 'history' && <HistoryTab patientId={patientId} />}
      </div>
    </div>
  )
}
