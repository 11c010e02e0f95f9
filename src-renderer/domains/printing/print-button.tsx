import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { type Language, useText } from '../../messages/index.ts'
import { useApiClient, useSave } from '../../platform/api.ts'
import { useKeys } from '../../platform/keys.ts'
import { usePreference } from '../../platform/preferences.ts'
import { RefusalNote } from '../../ui/states.tsx'

/** What can be printed from a screen. */
export type Printed =
  | { kind: 'label'; dispenseId: string }
  | { kind: 'wristband'; patientId: string }
  | { kind: 'census'; wardId: string }
  | { kind: 'medicineChart'; admissionId: string }

/** Prints in the language of the screen; the queue goes on by itself, and the bottom line tells what became of it. */
export function PrintButton({ what }: { what: Printed }) {
  const t = useText()
  const client = useApiClient()
  const language = (usePreference('language') ?? 'en') as Language
  const [sheets, setSheets] = useState<number | null>(null)
  const send = (asked: Printed) => {
    if (asked.kind === 'label')
      return client.pharmacy.stock.printLabels.mutate({ dispenseId: asked.dispenseId, language })
    if (asked.kind === 'wristband')
      return client.patients.printWristband.mutate({ patientId: asked.patientId, language })
    if (asked.kind === 'census') return client.ward.printCensus.mutate({ wardId: asked.wardId, language })
    return client.medicines.printChart.mutate({ admissionId: asked.admissionId, language })
  }
  const { save, busy, refusal } = useSave({ mutationFn: send })
  const name = t(`print.do.${what.kind}`)
  const print = () => {
    setSheets(null)
    save(what, (result) => setSheets(result.sheets))
  }
  useKeys('screen', [{ keys: 'p', label: name, run: print }])
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        className="no-print"
        leftSection={<IconPrinter size={16} aria-hidden />}
        rightSection={<span className="kbd">p</span>}
        loading={busy}
        onClick={print}
      >
        {name}
      </Button>
      {sheets !== null && (
        <span className="dim no-print" role="status">
          {t('print.queued', { count: sheets })}
        </span>
      )}
      <RefusalNote refusal={refusal} />
    </>
  )
}
