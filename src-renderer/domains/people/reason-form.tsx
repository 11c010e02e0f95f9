import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import type { Refusal } from '../../platform/api.ts'
import { Choice, TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'

interface Props {
  title: string
  go: string
  busy: boolean
  refusal: Refusal | null
  onGo: (why: { forCause: boolean; reason: string }) => void
  onCancel: () => void
}

/** Why something is taken from somebody, and whether it reaches back. */
export function ReasonForm({ title, go, busy, refusal, onGo, onCancel }: Props) {
  const t = useText()
  const form = useRef<HTMLFormElement>(null)
  const [reason, setReason] = useState('')
  const [forCause, setForCause] = useState(false)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const full = reason.trim().length >= 3
  return (
    <form
      ref={form}
      className="people-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (full) onGo({ forCause, reason })
      }}
    >
      <p>{title}</p>
      <TextField label={t('people.reason')} value={reason} onChange={setReason} maxLength={200} />
      <Choice
        label={t('people.forCause')}
        hint={t('people.forCauseHint')}
        value={forCause}
        options={[false, true].map((value) => ({ value, name: t(value ? 'inbox.yes' : 'inbox.no') }))}
        onChange={setForCause}
      />
      <RefusalNote refusal={refusal} />
      <div className="row">
        <Button type="submit" color="red" loading={busy} disabled={!full}>
          {go}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}
