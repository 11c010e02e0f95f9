import type { PatientHit } from '../../../src-shared/domains/patients/views.ts'
import { useText } from '../../messages/index.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { groupNumber, NameLine } from './name.tsx'

/** Who is meant, in three lines, where there is no banner because several patients are on the screen. */
export function PatientSummary({ patient }: { patient: PatientHit }) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <div>
      <div style={{ fontSize: 16 }}>
        <NameLine of={patient} />
      </div>
      <div>
        {t('patient.born')} {time.born(patient.birthDate)} · {t(`patient.${patient.sex}`)}
      </div>
      <div className="dim">
        {t('patient.phn')} {groupNumber(patient.phn)} {patient.locality && `· ${patient.locality}`}
      </div>
    </div>
  )
}
