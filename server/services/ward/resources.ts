import { Admission } from '../../../src-shared/domains/ward/index.ts'
import type { Resource } from '../../platform/http/resources/resource.ts'
import type { ServiceContext } from '../../platform/service.ts'
import { isChartOpen, openCharts } from './queries/open-charts.ts'

export const wardResources = (context: Pick<ServiceContext, 'pool' | 'facilityId'>): Resource[] => [
  {
    ...{ name: 'admissions', kind: Admission, access: 'seated', summary: 'Admissions' },
    filters: ['patientId', 'wardId', 'status'],
    narrow: openCharts,
    async shut(person, { id, patientId }) {
      if (await isChartOpen(context, person, id)) return null
      return { code: 'BREAK_GLASS_NEEDED', params: { patientId: String(patientId), name: null } }
    },
    patientOf: ({ patientId }) => String(patientId),
    changes: {
      idField: 'admissionId',
      commands: ['ward.setIsolation', 'ward.setObservationInterval', 'ward.setSpo2Scale', 'ward.transfer'],
    },
  },
]
