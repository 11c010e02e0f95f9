import { PinPanel } from '../domains/identity/index.ts'
import { AllergyPanel, CorrectPanel } from '../domains/patients/index.ts'
import {
  AdmitPanel,
  DetailsPanel,
  DischargePanel,
  PrescribePanel,
  TransferPanel,
  VitalsPanel,
} from '../domains/ward/index.ts'
import type { Panel } from '../platform/navigation.ts'

/** The panel beside the screen. A panel whose subject is missing in the address is not shown. */
export function PanelBeside({ panel }: { panel: Panel | null }) {
  if (!panel) return null
  const { admission, patient, bed } = panel
  if (panel.name === 'pin') return <PinPanel />
  if (panel.name === 'admit') return <AdmitPanel bedId={bed} patientId={patient} />
  if (panel.name === 'allergy') return patient && <AllergyPanel key={patient} patientId={patient} />
  if (panel.name === 'correct') return patient && <CorrectPanel key={patient} patientId={patient} />
  if (!admission) return null
  const about = { admissionId: admission, key: `${panel.name}-${admission}` }
  if (panel.name === 'vitals') return <VitalsPanel {...about} />
  if (panel.name === 'prescribe') return <PrescribePanel {...about} />
  if (panel.name === 'transfer') return <TransferPanel {...about} />
  return panel.name === 'discharge' ? <DischargePanel {...about} /> : <DetailsPanel {...about} />
}
