import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'

const SHOWN = 8

/** By name or number, among the patients whom this workstation knows. */
export function PatientChoice({ onChoose }: { onChoose: (patientId: string) => void }) {
  const t = useText()
  const api = useApi()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const hits = useQuery(api.patients.search.queryOptions({ text: wanted, limit: SHOWN }, { enabled: wanted !== '' }))
  return (
    <div className="audit-filter">
      <TextField label={t('audit.findPatient')} value={text} onChange={setText} autoFocus />
      <div className="audit-choices">
        {wanted !== '' &&
          hits.data?.map(({ patientId, familyName, givenName, phn }) => (
            <button key={patientId} type="button" className="link" onClick={() => onChoose(patientId)}>
              {familyName} {givenName} <span className="dim">{phn}</span>
            </button>
          ))}
      </div>
    </div>
  )
}

export function UserChoice({ chosen, onChoose }: { chosen: string | null; onChoose: (userId: string) => void }) {
  const t = useText()
  const api = useApi()
  const [text, setText] = useState('')
  const staff = useQuery(api.session.staff.queryOptions())
  const wanted = text.trim().toLowerCase()
  const matching = (staff.data ?? []).filter(({ displayName }) => displayName.toLowerCase().includes(wanted))
  return (
    <div className="audit-filter">
      <TextField label={t('audit.findUser')} value={text} onChange={setText} autoFocus={chosen === null} />
      <div className="audit-choices">
        {matching.slice(0, SHOWN).map(({ userId, displayName }) => (
          <button
            key={userId}
            type="button"
            className="link"
            aria-current={userId === chosen ? 'true' : undefined}
            onClick={() => onChoose(userId)}
          >
            {displayName}
          </button>
        ))}
      </div>
    </div>
  )
}
