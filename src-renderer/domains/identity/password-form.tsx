import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { type Refusal, refusalOf, useApi, useSave } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { NewPassword } from './new-password.tsx'
import { useBadge } from './use-badge.ts'

interface Props {
  username: string
  /** Why the PIN or badge was not enough. */
  why: Refusal | null
  onPin: (() => void) | null
}

export function PasswordForm({ username, why, onPin }: Props) {
  const t = useText()
  const api = useApi()
  const form = useRef<HTMLFormElement>(null)
  const [name, setName] = useState(username)
  const [password, setPassword] = useState('')
  const { save, busy, refusal } = useSave(api.session.signIn.mutationOptions())
  const [badgeRefusal, setBadgeRefusal] = useState<Refusal | null>(null)
  useBadge({ onBegin: () => setBadgeRefusal(null), onRefused: (error) => setBadgeRefusal(refusalOf(error)) })
  useEffect(() => form.current?.querySelectorAll('input')[username ? 1 : 0]?.focus(), [username])
  if (refusal?.code === 'PASSWORD_MUST_CHANGE')
    return (
      <NewPassword
        username={name.trim()}
        given={password}
        onDone={(next) => save({ username: name.trim(), password: next })}
      />
    )
  return (
    <form
      ref={form}
      style={{ display: 'grid', gap: 14 }}
      onSubmit={(event) => {
        event.preventDefault()
        save({ username: name.trim(), password })
      }}
    >
      {why && (
        <p role="status" style={{ margin: 0 }}>
          {t(why.code === 'PASSWORD_DUE' ? 'session.passwordDue' : 'session.pinBlocked')}
        </p>
      )}
      <TextField label={t('session.username')} value={name} onChange={setName} />
      <TextField label={t('session.password')} type="password" value={password} onChange={setPassword} />
      <RefusalNote refusal={refusal ?? badgeRefusal} title={t('session.signIn')} />
      <Button type="submit" size="md" loading={busy} disabled={!name.trim() || !password}>
        {t('session.signIn')}
      </Button>
      {onPin && (
        <button type="button" className="link" onClick={onPin}>
          {t('session.usePin')}
        </button>
      )}
    </form>
  )
}
