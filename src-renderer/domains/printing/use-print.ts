import { useState } from 'react'
import type { Language } from '../../messages/index.ts'
import { useApiClient, useSave } from '../../platform/api.ts'
import { usePreference } from '../../platform/preferences.ts'

/** What can be printed from a screen. */
export type Printed =
  | { kind: 'label'; dispenseId: string }
  | { kind: 'wristband'; patientId: string }
  | { kind: 'census'; wardId: string }
  | { kind: 'medicineChart'; admissionId: string }

/** Puts something into the queue of this workstation's printers, in the language of the screen. */
export function usePrint() {
  const client = useApiClient()
  const language = (usePreference('language') ?? 'en') as Language
  const [last, setLast] = useState<{ what: Printed; sheets: number | null } | null>(null)
  const send = (asked: Printed) => {
    if (asked.kind === 'label')
      return client.pharmacy.stock.printLabels.mutate({ dispenseId: asked.dispenseId, language })
    if (asked.kind === 'wristband')
      return client.patients.printWristband.mutate({ patientId: asked.patientId, language })
    if (asked.kind === 'census') return client.ward.printCensus.mutate({ wardId: asked.wardId, language })
    return client.medicines.printChart.mutate({ admissionId: asked.admissionId, language })
  }
  const { save, busy, refusal } = useSave({ mutationFn: send })
  return {
    print(what: Printed) {
      setLast({ what, sheets: null })
      save(what, ({ sheets }) => setLast({ what, sheets }))
    },
    busy,
    /** What became of this one. `sheets`: null, nothing was queued. */
    outcomeOf(what: Printed) {
      const isLast = last !== null && JSON.stringify(last.what) === JSON.stringify(what)
      return isLast ? { sheets: last.sheets, refusal } : { sheets: null, refusal: null }
    },
  }
}

/** Labels come out by themselves when something is handed over here. */
export const useLabelsByThemselves = (): boolean => usePreference('labels') === 'by-themselves'
