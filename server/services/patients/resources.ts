import { Patient } from '../../../src-shared/domains/patients/index.ts'
import type { Resource } from '../../platform/http/resources/resource.ts'
import type { ServiceContext } from '../../platform/service.ts'
import { chartGate } from './chart-gate.ts'

/** As the workstation's search shows them; the rest is a patient's chart. */
const LISTED = ['phn', 'familyName', 'givenName', 'title', 'sex', 'birthDate', 'status', 'mergedInto']

export function patientsResources({ wardOf }: Pick<ServiceContext, 'wardOf'>): Resource[] {
  const isOpen = chartGate(wardOf)
  return [
    {
      ...{ name: 'patients', kind: Patient, access: 'seated', summary: 'Patients', listed: LISTED },
      filters: ['phn', 'nic', 'sourceId'],
      async shut(person, { id }) {
        if (await isOpen(person, id)) return null
        return { code: 'BREAK_GLASS_NEEDED', params: { patientId: id, name: null } }
      },
      patientOf: ({ id }) => id,
      changes: { idField: 'patientId', commands: ['patients.update'] },
    },
  ]
}
