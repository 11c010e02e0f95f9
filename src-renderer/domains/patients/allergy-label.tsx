import { IconAlertTriangleFilled, IconCloudOff, IconHelpHexagon, IconShieldCheck } from '@tabler/icons-react'
import type { PatientView } from '../../../src-shared/domains/patients/views.ts'
import { type Text, useText } from '../../messages/index.ts'

export type AllergyStatus = PatientView['allergyStatus']

const ICON = {
  known: IconAlertTriangleFilled,
  none: IconShieldCheck,
  notRecorded: IconHelpHexagon,
  unavailable: IconCloudOff,
}

/** Exactly one of the four texts (NHS CUI). */
export const allergyWord = (t: Text, status: AllergyStatus): string => t(`allergy.${status}`)

export function AllergyMark({ status, size = 18 }: { status: AllergyStatus; size?: number }) {
  const t = useText()
  const Icon = ICON[status]
  return (
    <span className={`mark allergy-${status}`} title={allergyWord(t, status)}>
      <Icon size={size} aria-hidden />
    </span>
  )
}

export function AllergyLabel({ status }: { status: AllergyStatus }) {
  const t = useText()
  const Icon = ICON[status]
  return (
    <span className={`allergy-label allergy-label-${status}`}>
      <Icon size={18} aria-hidden />
      {allergyWord(t, status)}
    </span>
  )
}
