import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'

interface Props {
  username: string
  /** The one that was given for one sign-in. */
  given: string
  /** It was taken: the way in is open. */
  onDone: (password: string) => void
}

/** Instead of a password that somebody else knows. */
export function NewPassword({ username, given, onDone }: Props) {
  const t = useText()
  const form = useRef<HTMLFormElement>(null)
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const { save, busy, refusal } = useSave(useApi().session.changePassword.mutationOptions())
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const differs = again.length >= next.length && again !== next
  return (
    <form
      ref={form}
      style={{ display: 'grid', gap: 14 }}
      onSubmit={(event) => {
        event.preventDefault()
        if (next && again === next) save({ username, password: given, newPassword: next }, () => onDone(next))
      }}
    >
      <p role="status" style={{ margin: 0 }}>
        {t('password.choose')}
      </p>
      <TextField
        type="password"
        label={t('password.new')}
        hint={t('password.hint')}
        value={next}
        maxLength={200}
        onChange={setNext}
      />
      <TextField
        type="password"
        label={t('password.again')}
        value={again}
        maxLength={200}
        wrong={differs ? t('password.differs') : null}
        onChange={setAgain}
      />
      <RefusalNote refusal={refusal} />
      <Button type="submit" size="md" loading={busy} disabled={!next || again !== next}>
        {t('password.go')}
      </Button>
    </form>
  )
}
