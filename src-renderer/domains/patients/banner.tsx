import type { ReactNode } from 'react'
import type { PatientView } from '../../../src-shared/domains/patients/views.ts'
import { useText } from '../../messages/index.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { PendingMark } from '../../ui/marks.tsx'
import { AllergyLabel, type AllergyStatus } from './allergy-label.tsx'
import { groupNumber, type Named, NameLine } from './name.tsx'
import './patients.css'

interface Shown extends Named {
  birthDate: string | null
  sex: PatientView['sex']
  phn: string
}
interface Props {
  patient: Shown
  allergies: AllergyStatus
  birthDateEstimated?: boolean | undefined
  deceasedAt?: number | null | undefined
  pending?: boolean | undefined
  children?: ReactNode
}

/** Who this screen is about (NHS CUI patient banner): the same order everywhere, never scrolled away, never covered. */
export function PatientBanner({ patient, allergies, birthDateEstimated, deceasedAt, pending, children }: Props) {
  const t = useText()
  const time = useClinicalTime()
  const born = t(birthDateEstimated ? 'patient.bornEstimated' : 'patient.born')
  return (
    <section className={`banner ${deceasedAt ? 'banner-deceased' : ''}`} aria-label={t('patient.banner')}>
      <h1 className="banner-name">
        <span>
          <NameLine of={patient} />
        </span>
        {pending && <PendingMark />}
      </h1>
      <Item label={born}>{time.born(patient.birthDate)}</Item>
      {deceasedAt && <strong>{t('patient.deceased', { date: time.date(deceasedAt) })}</strong>}
      <Item label={t('patient.gender')}>{t(`patient.${patient.sex}`)}</Item>
      <Item label={t('patient.phn')}>{groupNumber(patient.phn)}</Item>
      {children}
      <AllergyLabel status={allergies} />
    </section>
  )
}

export function Item({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="banner-item">
      <span className="banner-label">{label}</span> {children}
    </span>
  )
}
