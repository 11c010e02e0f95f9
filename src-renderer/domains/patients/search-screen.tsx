import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { PatientHit } from '../../../src-shared/domains/patients/views.ts'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { go } from '../../platform/navigation.ts'
import { PendingMark } from '../../ui/marks.tsx'
import { Empty, Wrong } from '../../ui/states.tsx'
import { groupNumber, NameLine } from './name.tsx'
import './patients.css'

const ROW = 34
/** As many as the workstation gives at once. */
const MOST = 200
let lastText = ''

export function SearchScreen() {
  const t = useText()
  const api = useApi()
  const [text, setText] = useState(lastText)
  const wanted = text.trim()
  lastText = text
  const hits = useQuery(
    api.patients.search.queryOptions(
      { text: wanted, limit: MOST },
      { enabled: wanted.length > 1, placeholderData: keepPreviousData },
    ),
  )
  const found = wanted.length > 1 ? (hits.data ?? []) : []
  const field = useRef<HTMLInputElement>(null)
  const { index, setIndex, move } = useChosen(found)
  useKeys('screen', [{ keys: 'n', label: t('key.new'), run: () => go({ screen: 'register' }) }])
  useEffect(() => field.current?.focus(), [])
  return (
    <div className="patients">
      <div className="patients-head">
        <h1>{t('search.title')}</h1>
        <input
          ref={field}
          className="input grow"
          style={{ maxWidth: 520 }}
          type="search"
          aria-label={t('search.field')}
          placeholder={t('search.field')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setIndex(0)
          }}
          onKeyDown={move}
        />
        <span className="dim grow" role="status">
          {found.length > 0 && t(found.length < MOST ? 'search.found' : 'search.foundMost', { count: found.length })}
        </span>
        <Button leftSection={<IconUserPlus size={17} aria-hidden />} onClick={() => go({ screen: 'register' })}>
          {t('nav.register')}
        </Button>
      </div>
      {hits.error && !hits.data ? (
        <Wrong error={hits.error} retry={hits.refetch} />
      ) : found.length ? (
        <Hits hits={found} index={index} />
      ) : wanted.length < 2 ? (
        <Empty title={t('search.start')}>{t('search.startDo')}</Empty>
      ) : (
        hits.isFetched && <Empty title={t('search.none', { text: wanted })}>{t('search.noneDo')}</Empty>
      )}
    </div>
  )
}

const open = (hit: PatientHit) => go({ screen: 'patient', id: hit.patientId })

function useChosen(found: readonly PatientHit[]) {
  const [index, setIndex] = useState(0)
  const move = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12 }[event.key]
    const hit = found[index]
    if (step) {
      event.preventDefault()
      setIndex(Math.max(0, Math.min(found.length - 1, index + step)))
    } else if (event.key === 'Enter' && hit) open(hit)
  }
  return { index, setIndex, move }
}

/** Virtual: 200 rows cost as much as the 17 that are seen. */
function Hits({ hits, index }: { hits: readonly PatientHit[]; index: number }) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 8,
  })
  useEffect(() => rows.scrollToIndex(index), [index, rows])
  return (
    <div className="hits" ref={box} role="listbox" aria-label={t('search.title')} tabIndex={-1}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map((row) => {
          const hit = hits[row.index]
          return hit && <Hit key={hit.patientId} hit={hit} top={row.start} chosen={row.index === index} />
        })}
      </div>
    </div>
  )
}

function Hit({ hit, top, chosen }: { hit: PatientHit; top: number; chosen: boolean }) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <button
      type="button"
      role="option"
      className="hit"
      aria-selected={chosen}
      tabIndex={-1}
      style={{ top, height: ROW }}
      onClick={() => open(hit)}
    >
      <span style={{ fontSize: 14 }}>
        <NameLine of={hit} /> {hit.pending && <PendingMark size={14} />}
        {hit.deceased && ' †'}
      </span>
      <span>{t(`patient.${hit.sex}`)}</span>
      <span>{time.born(hit.birthDate)}</span>
      <span>{groupNumber(hit.phn)}</span>
      <span className="dim">{hit.nic}</span>
      <span className="dim">{hit.phone}</span>
      <span className="dim">{hit.locality}</span>
    </button>
  )
}
