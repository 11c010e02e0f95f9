import { useQuery } from '@tanstack/react-query'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { Pick } from '../../ui/pick.tsx'
import { AllergyLabel, groupNumber, nameInWords, PatientSummary } from '../patients/index.ts'

interface Props {
  patientId: string | null
  onPatient: (patientId: string | null) => void
}

/** For whom it is; nobody: a counter sale. */
export function CounterPatient({ patientId, onPatient }: Props) {
  const t = useText()
  const api = useApi()
  const time = useClinicalTime()
  const about = { patientId: patientId ?? '' }
  const face = useQuery(api.patients.face.queryOptions(about, { enabled: patientId !== null })).data
  if (patientId === null)
    return (
      <Pick<Hit>
        label={t('counter.patient')}
        hint={t('counter.patientHint')}
        none={t('counter.patientNone')}
        useFound={usePatients}
        keyOf={(hit) => hit.patientId}
        show={(hit) => <PatientSummary patient={hit} />}
        onPick={(hit) => onPatient(hit.patientId)}
      />
    )
  return (
    <div className="counter-patient">
      <span className="dim">{t('counter.patient')}</span>
      <strong>{face ? nameInWords(face) : t('stock.patientElsewhere')}</strong>
      {face && (
        <>
          <span>
            {time.born(face.birthDate)} <span className="dim">{groupNumber(face.phn)}</span>
          </span>
          <AllergyLabel status={face.allergies} />
        </>
      )}
      <button type="button" className="link" onClick={() => onPatient(null)}>
        {t('counter.nobody')}
      </button>
    </div>
  )
}

const SHOWN = 6
type Hit = Parameters<typeof PatientSummary>[0]['patient']

function usePatients(text: string): readonly Hit[] {
  const api = useApi()
  const asked = text.trim()
  return (
    useQuery(api.patients.search.queryOptions({ text: asked, limit: SHOWN }, { enabled: asked.length > 1 })).data ?? []
  )
}
