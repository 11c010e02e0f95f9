import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'
import { RefusalNote, Shown } from '../../ui/states.tsx'

interface About {
  departmentId: string
  productId: string
}

/** At how many a product is ordered again, and up to how many. */
export function ReorderLevel({ about }: { about: About }) {
  const level = useQuery(useApi().pharmacy.stock.reorderLevel.queryOptions(about))
  return (
    <Shown of={level}>
      {(known) => <LevelForm key={`${known?.level} ${known?.upTo}`} about={about} known={known} />}
    </Shown>
  )
}

const WHOLE = /^\d{1,9}$/

function LevelForm({ about, known }: { about: About; known: { level: number; upTo: number } | null }) {
  const t = useText()
  const [level, setLevel] = useState(known ? String(known.level) : '')
  const [upTo, setUpTo] = useState(known ? String(known.upTo) : '')
  const { save, busy, refusal } = useSave(useApi().pharmacy.stock.setReorderLevel.mutationOptions())
  const ready = WHOLE.test(level.trim()) && WHOLE.test(upTo.trim())
  return (
    <form
      className="purchase-draft"
      aria-label={t('buy.levels')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) save({ ...about, level: Number(level), upTo: Number(upTo) })
      }}
    >
      <h3>{t('buy.levels')}</h3>
      <div className="purchase-numbers">
        <TextField label={t('buy.levelAt')} value={level} inputMode="numeric" onChange={setLevel} />
        <TextField label={t('buy.levelUpTo')} value={upTo} inputMode="numeric" onChange={setUpTo} />
        <Button type="submit" variant="default" disabled={!ready} loading={busy}>
          {t('buy.levelSet')}
        </Button>
      </div>
      <RefusalNote refusal={refusal} />
    </form>
  )
}
