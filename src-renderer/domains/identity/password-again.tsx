import { Button } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { declinePassword, forgetDeclined } from '../../platform/password-needed.ts'
import { TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'

interface Props {
  user: { username: string; displayName: string }
}

/** Over what was asked for: the server wants the password of who sits here, once a shift at each workstation. */
export function PasswordAgain({ user: { username, displayName } }: Props) {
  const t = useText()
  const api = useApi()
  const [password, setPassword] = useState('')
  const { save, busy, refusal } = useSave(api.session.signIn.mutationOptions())
  return (
    <form
      style={{ display: 'grid', gap: 14 }}
      onSubmit={(event) => {
        event.preventDefault()
        if (password) save({ username, password }, forgetDeclined)
      }}
    >
      <h2 style={{ margin: 0 }}>{t('session.passwordAgain', { name: displayName })}</h2>
      <p>{t('session.passwordAgainWhy')}</p>
      <TextField label={t('session.password')} type="password" value={password} onChange={setPassword} />
      <RefusalNote refusal={refusal} title={t('session.signIn')} />
      <div className="row">
        <Button type="submit" loading={busy} disabled={!password} rightSection={<span className="kbd">↵</span>}>
          {t('session.passwordGive')}
        </Button>
        <Button variant="default" onClick={declinePassword}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}
