import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'
import { PatientSummary } from './patient-summary.tsx'

const SHOWN = 8

interface Props {
  label: string
  onPick: (patientId: string) => void
  onNew: () => void
}

/** Search in a panel: type, arrows, Enter; or register somebody new. */
export function PatientPick({ label, onPick, onNew }: Props) {
  const t = useText()
  const api = useApi()
  const [text, setText] = useState('')
  const [index, setIndex] = useState(0)
  const search = api.patients.search.queryOptions(
    { text: text.trim(), limit: SHOWN },
    { enabled: text.trim().length > 1, placeholderData: keepPreviousData },
  )
  const hits = (useQuery(search).data ?? []).slice(0, SHOWN)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const hit = hits[index]
    if (!step && event.key !== 'Enter') return
    event.preventDefault()
    if (step) setIndex(Math.max(0, Math.min(hits.length - 1, index + step)))
    else if (hit && text.trim().length > 1) onPick(hit.patientId)
  }
  return (
    <>
      <TextField
        data-first
        label={label}
        hint={t('search.field')}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(typed) => {
          setText(typed)
          setIndex(0)
        }}
      />
      {text.trim().length > 1 &&
        hits.map((hit, n) => (
          <button
            key={hit.patientId}
            type="button"
            className="bed-option"
            aria-current={n === index}
            style={n === index ? { outline: '2px solid var(--accent)' } : undefined}
            onClick={() => onPick(hit.patientId)}
          >
            <PatientSummary patient={hit} />
          </button>
        ))}
      {text.trim().length > 1 && hits.length === 0 && <p className="dim">{t('search.none', { text })}</p>}
      <Button variant="default" onClick={onNew}>
        {t('register.title')}
      </Button>
    </>
  )
}
