import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'

/** Of a workstation that is out of use: gives up what it was lent, after a warning and with a reason. */
export function Reclaim({ deviceId }: { deviceId: string }) {
  const t = useText()
  const [state, setState] = useState<'closed' | 'asked' | 'done'>('closed')
  if (state === 'asked')
    return <Ask deviceId={deviceId} onDone={() => setState('done')} onCancel={() => setState('closed')} />
  return (
    <>
      <span className="dim" role={state === 'done' ? 'status' : undefined}>
        {t(state === 'done' ? 'fleet.reclaimed' : 'fleetState.revoked')}
      </span>
      <Button variant="default" onClick={() => setState('asked')}>
        {t('fleet.reclaim')}
      </Button>
    </>
  )
}

function Ask({ deviceId, onDone, onCancel }: { deviceId: string; onDone(): void; onCancel(): void }) {
  const t = useText()
  const api = useApi()
  const form = useRef<HTMLFormElement>(null)
  const [reason, setReason] = useState('')
  const { save, busy, refusal } = useSave(api.fleet.reclaim.mutationOptions())
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  return (
    <form
      ref={form}
      className="fleet-stack"
      onSubmit={(event) => {
        event.preventDefault()
        save({ deviceId, reason }, onDone)
      }}
    >
      <div className="note ask">
        <IconAlertTriangle size={18} aria-hidden />
        <div>
          <strong>{t('fleet.reclaimWarns')}</strong>
          <p>{t('fleet.reclaimDoes')}</p>
        </div>
      </div>
      <RefusalNote refusal={refusal} title={t('fleet.notReclaimed')} />
      <TextField label={t('fleet.reclaimWhy')} value={reason} onChange={setReason} maxLength={200} />
      <div className="row">
        <Button type="submit" color="red" loading={busy} disabled={reason.trim().length < 3}>
          {t('fleet.reclaimNow')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}
