import { Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DuplicateHit } from '../../../../src-shared/domains/patients/views.ts'
import { type Text, textOr, useText } from '../../../messages/index.ts'
import { useApi } from '../../../platform/api.ts'
import { PatientSummary } from '../patient-summary.tsx'
import type { Person } from './use-register-form.ts'

const PAUSE_MS = 200

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** Only what is compared: a change of the next of kin asks nothing anew. */
const compared = (person: Person) => {
  const { familyName, givenName, sex, birthDate, birthDateEstimated, nic, phone, locality, identity } = person
  return { familyName: familyName ?? '', givenName, sex, birthDate, birthDateEstimated, nic, phone, locality, identity }
}

/** Records that may be the same person; asked shortly after the last key. */
export function useDuplicates(person: Person): DuplicateHit[] {
  const api = useApi()
  const settled = useSettled(person)
  const enough = (settled.familyName ?? '').length > 1 || Boolean(settled.nic) || Boolean(settled.phone)
  const options = api.patients.duplicates.queryOptions(compared(settled), {
    enabled: enough,
    placeholderData: keepPreviousData,
  })
  const { data } = useQuery(options)
  return enough ? (data ?? []) : []
}

const FIELD = {
  familyName: 'register.family',
  givenName: 'register.given',
  birthDate: 'patient.born',
  dayMonthSwap: 'patient.born',
  nic: 'patient.nic',
  phone: 'patient.phone',
  locality: 'patient.locality',
  sex: 'patient.gender',
} as const

const fieldWord = (t: Text, field: string) => textOr(t, FIELD[field as keyof typeof FIELD] ?? '', field)

export function Duplicates({ hits, onUse }: { hits: readonly DuplicateHit[]; onUse: (hit: DuplicateHit) => void }) {
  const t = useText()
  if (hits.length === 0) return <p className="dim">{t('register.noDuplicates')}</p>
  return (
    <>
      {hits.map((hit) => (
        <div key={hit.patientId} className={`duplicate duplicate-${hit.verdict}`}>
          <PatientSummary patient={hit} />
          <div className="evidence">
            {hit.evidence.map(({ field, agrees }) => (
              <span key={field} className={agrees ? 'agrees' : 'dim'}>
                {agrees ? <IconCheck size={15} aria-hidden /> : <IconX size={15} aria-hidden />}
                {t(agrees ? 'register.agrees' : 'register.differs', { field: fieldWord(t, field) })}
              </span>
            ))}
            <span className="dim">{t('register.weight', { score: hit.score.toFixed(1) })}</span>
          </div>
          <div>
            <Button size="compact-md" variant="default" onClick={() => onUse(hit)}>
              {t('register.useThis')}
            </Button>
          </div>
        </div>
      ))}
    </>
  )
}
