import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { type Inputs, type Refusal, refusalOf, useApi, useApiClient } from '../../platform/api.ts'
import { useProven } from '../../platform/proven.ts'
import { Choice, TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import './identity.css'

type Entry = Inputs['identity']['breakGlass']['entry']
const REASONS = ['emergency', 'covering', 'consulted', 'followUp', 'other'] as const

/** The refusal of a chart that is not one's own to open; null where there is another or none. */
export function closedChart(error: unknown): Refusal | null {
  const refusal = error ? refusalOf(error) : null
  return refusal?.code === 'BREAK_GLASS_NEEDED' ? refusal : null
}

/** Instead of the chart: who it is, why it is closed, and the way to open it all the same. */
export function BreakGlassAsk({ closed }: { closed: Refusal }) {
  const t = useText()
  const form = useRef<HTMLFormElement>(null)
  const patientId = String(closed.params.patientId)
  const name = closed.params.name ? String(closed.params.name) : null
  const [value, setValue] = useState({ reason: 'emergency' as Entry['reason'], note: '', pin: '' })
  const client = useApiClient()
  const { save, busy, refusal } = useProven<Entry>('identity.breakGlass', (input) =>
    client.identity.breakGlass.mutate(input),
  )
  const hours = useQuery(useApi().session.policy.queryOptions()).data?.breakGlassHours ?? 4
  const full = value.note.trim().length >= 3 && value.pin !== ''
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), [])
  return (
    <form
      ref={form}
      className="page break-glass"
      onSubmit={(event) => {
        event.preventDefault()
        if (!full) return
        const { pin, ...entry } = value
        save({ ...entry, patientId, patientName: name }, { secret: { pin } }, () => {})
        setValue({ ...value, pin: '' })
      }}
    >
      <h1>
        <IconLock size={22} aria-hidden /> {name ?? t('glass.title')}
      </h1>
      <div className="note ask">
        <div>
          <strong>{t('glass.closed')}</strong>
          <p>{t('glass.how', { hours })}</p>
        </div>
      </div>
      <Choice
        label={t('glass.reason')}
        value={value.reason}
        options={REASONS.map((reason) => ({ value: reason, name: t(`glass.${reason}`) }))}
        onChange={(reason) => setValue({ ...value, reason })}
      />
      <TextField
        label={t('glass.note')}
        hint={t('glass.noteHint')}
        value={value.note}
        maxLength={200}
        onChange={(note) => setValue({ ...value, note })}
      />
      <TextField
        type="password"
        inputMode="numeric"
        label={t('glass.pin')}
        value={value.pin}
        onChange={(pin) => setValue({ ...value, pin })}
      />
      <RefusalNote refusal={refusal} title={t('glass.notOpened')} />
      <Button type="submit" loading={busy} disabled={!full} rightSection={<span className="kbd">↵</span>}>
        {t('glass.open', { hours })}
      </Button>
    </form>
  )
}
