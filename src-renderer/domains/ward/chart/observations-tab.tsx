import { lazy, Suspense } from 'react'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { Empty, Loading } from '../../../ui/states.tsx'
import { SetsTable } from './sets-table.tsx'

const Charts = lazy(() => import('./charts.tsx'))

export function ObservationsTab({ chart }: { chart: AdmissionChartView }) {
  const t = useText()
  if (chart.vitals.length === 0) return <Empty title={t('chart.noVitals')}>{t('chart.noVitalsDo')}</Empty>
  return (
    <div className="observations">
      <Suspense fallback={<Loading />}>
        <Charts chart={chart} />
      </Suspense>
      <SetsTable chart={chart} />
    </div>
  )
}
