import { Button } from '@mantine/core'
import { IconAlertTriangle, IconDatabase } from '@tabler/icons-react'
import { useState } from 'react'
import type { ConnectionView } from '../../../src-shared/domains/fleet/views.ts'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { RefusalNote } from '../../ui/states.tsx'
import { grouped } from './words.ts'

/** Fetches everything anew. Before it begins it says what stays; while it runs, how far it is. */
export function RebuildSection({ view }: { view: ConnectionView }) {
  const t = useText()
  const { running } = view.rebuild
  return (
    <section className="section">
      <h2>{t('rebuild.title')}</h2>
      {running ? <Running running={running} offline={view.connection === 'offline'} /> : <Ask view={view} />}
    </section>
  )
}

type Progress = NonNullable<ConnectionView['rebuild']['running']>

function Running({ running, offline }: { running: Progress; offline: boolean }) {
  const t = useText()
  const { done, total } = running
  return (
    <div className="fleet-stack">
      <progress className="fleet-progress" value={done} max={Math.max(total, 1)} aria-label={t('rebuild.title')} />
      <span>{t('rebuild.running', { done: grouped(done), total: grouped(total) })}</span>
      <span className="dim">{t(offline ? 'rebuild.waits' : 'rebuild.goOn')}</span>
    </div>
  )
}

function Ask({ view }: { view: ConnectionView }) {
  const t = useText()
  const api = useApi()
  const time = useClinicalTime()
  const [asked, setAsked] = useState(false)
  const { save, busy, refusal } = useSave(api.fleet.rebuild.mutationOptions())
  const { kept, rebuild } = view
  if (!asked)
    return (
      <div className="fleet-stack">
        <span>{t('rebuild.why')}</span>
        {rebuild.endedAt !== null && (
          <span className="dim">{t('rebuild.ended', { time: time.dateTime(rebuild.endedAt) })}</span>
        )}
        <div>
          <Button variant="default" onClick={() => setAsked(true)}>
            {t('rebuild.ask')}
          </Button>
        </div>
      </div>
    )
  return (
    <div className="fleet-stack">
      <div className="note ask">
        <IconAlertTriangle size={18} aria-hidden />
        <div>
          <strong>{t('rebuild.stays', { unsent: kept.unsent, refused: kept.refused, drafts: kept.drafts })}</strong>
          <p>{t('rebuild.rest')}</p>
        </div>
      </div>
      <RefusalNote refusal={refusal} title={t('rebuild.notBegun')} />
      <Confirm busy={busy} onYes={() => save(undefined as never, () => setAsked(false))} onNo={() => setAsked(false)} />
    </div>
  )
}

function Confirm({ busy, onYes, onNo }: { busy: boolean; onYes: () => void; onNo: () => void }) {
  const t = useText()
  useKeys('screen', [{ keys: 'Escape', label: t('app.cancel'), run: onNo }])
  return (
    <div className="row">
      <Button onClick={onYes} loading={busy} autoFocus leftSection={<IconDatabase size={16} aria-hidden />}>
        {t('rebuild.go')}
      </Button>
      <Button variant="default" onClick={onNo}>
        {t('app.cancel')}
      </Button>
    </div>
  )
}
