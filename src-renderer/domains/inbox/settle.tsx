import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { TextField } from '../../ui/fields.tsx'
import type { Action } from './actions.ts'

interface Props {
  actions: readonly Action[]
  /** The action for which a word of explanation is wanted. */
  asked: Action | null
  busy: boolean
  onAct: (action: Action, note?: string) => void
}

/** The actions as buttons with their keys; then, where nothing is done, why. Enter settles. */
export function Settle({ actions, asked, busy, onAct }: Props) {
  const t = useText()
  if (asked) return <Why action={asked} busy={busy} onAct={onAct} />
  return (
    <div className="inbox-actions">
      {actions.map((action, n) => (
        <Button
          key={action.how}
          variant={n === 0 ? 'filled' : 'default'}
          loading={busy}
          onClick={() => onAct(action)}
          rightSection={<span className="kbd">{action.keys}</span>}
          // the Enter that opened the item must not settle it too
          {...(n === 0 && action.does === 'close' ? { 'data-first': true } : {})}
        >
          {t(action.name)}
        </Button>
      ))}
    </div>
  )
}

function Why({ action, busy, onAct }: { action: Action; busy: boolean; onAct: Props['onAct'] }) {
  const t = useText()
  const [note, setNote] = useState('')
  const box = useRef<HTMLFormElement>(null)
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  return (
    <form
      ref={box}
      className="inbox-actions"
      onSubmit={(event) => {
        event.preventDefault()
        onAct(action, note)
      }}
    >
      <TextField label={`${t(action.name)}: ${t('inbox.why')}`} value={note} onChange={setNote} maxLength={500} />
      <Button type="submit" loading={busy} disabled={!note.trim()} rightSection={<span className="kbd">↵</span>}>
        {t('inbox.settle')}
      </Button>
    </form>
  )
}
