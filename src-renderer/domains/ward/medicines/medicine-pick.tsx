import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../messages/index.ts'
import { useApi } from '../../../platform/api.ts'
import { TextField } from '../../../ui/fields.tsx'
import { MedicineName } from './medicine-name.tsx'
import type { Hit } from './prescribe-form.ts'

/** Looks for a medicine in the formulary: letters, arrows, Enter. */
export function MedicinePick({ onPick }: { onPick: (hit: Hit) => void }) {
  const t = useText()
  const api = useApi()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const hits = useQuery(api.pharmacy.formulary.queryOptions({ text }, { enabled: text.trim() !== '' })).data ?? []
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const hit = hits[at]
    if (step) setAt(Math.max(0, Math.min(hits.length - 1, at + step)))
    else if (event.key === 'Enter' && hit) onPick(hit)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <TextField
        data-first
        label={t('med.search')}
        value={text}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="medicine-hits"
        aria-activedescendant={hits[at] ? `medicine-${at}` : undefined}
        onKeyDown={onKeyDown}
        onChange={(next) => {
          setText(next)
          setAt(0)
        }}
        hint={text.trim() !== '' && hits.length === 0 ? t('med.searchNone') : t('med.searchHint')}
      />
      <div id="medicine-hits" role="listbox" aria-label={t('med.search')} className="medicine-hits">
        {hits.map((hit, index) => (
          <div
            key={hit.medicine.genericId}
            id={`medicine-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => onPick(hit)}
            onKeyDown={onKeyDown}
          >
            <MedicineName medicine={hit.medicine} product={null} />
          </div>
        ))}
      </div>
    </>
  )
}
