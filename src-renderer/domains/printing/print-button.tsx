import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useText } from '../../messages/index.ts'
import { useKeys } from '../../platform/keys.ts'
import { RefusalNote } from '../../ui/states.tsx'
import { type Printed, usePrint } from './use-print.ts'

/** Prints with a key; the queue goes on by itself, and the bottom line tells what became of it. */
export function PrintButton({ what }: { what: Printed }) {
  return <PrintAct what={what} by={usePrint()} />
}

/** The same where the screen itself may have begun to print. */
export function PrintAct({ what, by }: { what: Printed; by: ReturnType<typeof usePrint> }) {
  const t = useText()
  const name = t(`print.do.${what.kind}`)
  const { sheets, refusal } = by.outcomeOf(what)
  const print = () => by.print(what)
  useKeys('screen', [{ keys: 'p', label: name, run: print }])
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        className="no-print"
        leftSection={<IconPrinter size={16} aria-hidden />}
        rightSection={<span className="kbd">p</span>}
        loading={by.busy}
        onClick={print}
      >
        <span className="print-word">{name}</span>
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
