import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { useApi } from '../../../platform/api.ts'
import { Shown } from '../../../ui/states.tsx'

/** The admission that a panel is about. */
export function WithChart({
  admissionId,
  children,
}: {
  admissionId: string
  children: (chart: AdmissionChartView) => ReactNode
}) {
  const api = useApi()
  const chart = useQuery(api.ward.chart.queryOptions({ admissionId }))
  return <Shown of={chart}>{(data) => data && children(data)}</Shown>
}
