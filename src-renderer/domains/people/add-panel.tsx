import { Button } from '@mantine/core'
import { useState } from 'react'
import { ALL_ROLES, type Role } from '../../../src-shared/kernel/actor.ts'
import { useText } from '../../messages/index.ts'
import { type Outputs, useApi, useSave } from '../../platform/api.ts'
import { Choice, TextField } from '../../ui/fields.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { GivenPassword } from './one-time-password.tsx'

const EMPTY = { displayName: '', username: '', role: 'nurse' as Role }
/** `Nimali Perera` → `nimali.perera`: what is offered until somebody types another one. */
const offered = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 40)

/** Somebody new, with one role on every ward; others and wards are given afterwards. */
export function AddPanel({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [value, setValue] = useState(EMPTY)
  const [given, setGiven] = useState<Outputs['people']['add'] | null>(null)
  const { save, busy, refusal } = useSave(useApi().people.add.mutationOptions())
  const username = value.username || offered(value.displayName)
  const full = value.displayName.trim() !== '' && username.length >= 2
  const submit = () => {
    if (!full || given) return
    save({ displayName: value.displayName, username, roles: [value.role] }, setGiven)
  }
  if (given)
    return (
      <SidePanel key="given" title={value.displayName} onClose={onClose}>
        <p>{t('people.added', { username })}</p>
        <GivenPassword given={given} />
        <Button data-first onClick={onClose}>
          {t('app.close')}
        </Button>
      </SidePanel>
    )
  return (
    <SidePanel key="new" title={t('people.add')} onClose={onClose}>
      <form
        className="people-form"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField
          data-first
          label={t('people.name')}
          value={value.displayName}
          maxLength={80}
          onChange={(displayName) => setValue({ ...value, displayName })}
        />
        <TextField
          label={t('people.username')}
          value={username}
          maxLength={40}
          onChange={(text) => setValue({ ...value, username: text })}
        />
        <Choice
          label={t('people.role')}
          value={value.role}
          options={ALL_ROLES.map((role) => ({ value: role, name: t(`role.${role}`) }))}
          onChange={(role) => setValue({ ...value, role })}
        />
        <RefusalNote refusal={refusal} />
        <Button type="submit" loading={busy} disabled={!full}>
          {t('people.addNow')}
        </Button>
      </form>
    </SidePanel>
  )
}
