import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../messages/index.ts'
import { useApi } from '../../../platform/api.ts'
import { Pick } from '../../../ui/pick.tsx'
import { MedicineName } from './medicine-name.tsx'
import type { Hit } from './prescribe-form.ts'

/** Looks for a medicine in the formulary: letters, arrows, Enter. */
export function MedicinePick({ onPick }: { onPick: (hit: Hit) => void }) {
  const t = useText()
  return (
    <Pick<Hit>
      label={t('med.search')}
      hint={t('med.searchHint')}
      none={t('med.searchNone')}
      useFound={useFormulary}
      keyOf={({ medicine }) => medicine.genericId}
      show={({ medicine }) => <MedicineName medicine={medicine} product={null} />}
      onPick={onPick}
    />
  )
}

function useFormulary(text: string): readonly Hit[] {
  const api = useApi()
  return useQuery(api.pharmacy.formulary.queryOptions({ text }, { enabled: text.trim() !== '' })).data ?? []
}
