import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { FreeBedView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi } from '../../../platform/api.ts'
import { TextField } from '../../../ui/fields.tsx'
import { findBed } from '../board/board-keys.ts'
import './moves.css'

interface Props {
  label: string
  /** Beds of this ward come first. */
  wardId: string | null
  typed: string
  chosen: string | null
  onType: (typed: string, bedId: string | null) => void
  first?: boolean
}

/** Free beds, the own ward's before the others'. */
export function useFreeBeds(wardId: string | null): FreeBedView[] {
  const api = useApi()
  const beds = useQuery(api.ward.freeBeds.queryOptions({})).data ?? []
  const near = (bed: FreeBedView) => (bed.wardId === wardId ? 0 : 1)
  return [...beds].sort((a, b) => near(a) - near(b))
}

/** A bed by its label, typed or chosen; only free ones are offered. */
export function BedPicker({ label, wardId, typed, chosen, onType, first }: Props) {
  const t = useText()
  const group = useId()
  const beds = useFreeBeds(wardId)
  const type = (text: string) => onType(text, beds[findBed(beds, text)]?.bedId ?? null)
  const wards = [...new Map(beds.map((bed) => [bed.wardId, bed.wardName]))]
  return (
    <>
      <TextField
        label={label}
        value={typed}
        onChange={type}
        hint={t('transfer.hint')}
        wrong={typed && !chosen ? t('transfer.none') : null}
        data-first={first || undefined}
      />
      {beds.length === 0 && <p>{t('admit.noBeds')}</p>}
      <div className="beds" role="radiogroup" aria-labelledby={group}>
        <span className="visually-hidden" id={group}>
          {label}
        </span>
        {wards.map(([id, name]) => (
          <Beds key={id} name={name} beds={beds.filter((bed) => bed.wardId === id)} chosen={chosen} onType={onType} />
        ))}
      </div>
    </>
  )
}

interface BedsProps {
  name: string
  beds: readonly FreeBedView[]
  chosen: string | null
  onType: Props['onType']
}

function Beds({ name, beds, chosen, onType }: BedsProps) {
  const t = useText()
  return (
    <>
      <span className="beds-ward">
        {name} <span className="dim">· {t('admit.bedFree', { count: beds.length })}</span>
      </span>
      {beds.map((bed) => (
        // biome-ignore lint/a11y/useSemanticElements: a bed is a large target with its room inside
        <button
          key={bed.bedId}
          type="button"
          role="radio"
          aria-checked={bed.bedId === chosen}
          className="bed-option"
          onClick={() => onType(bed.label, bed.bedId)}
        >
          <strong>{bed.label}</strong>
          <span>{bed.roomIsolation ? t('isolation.room') : bed.room}</span>
        </button>
      ))}
    </>
  )
}
