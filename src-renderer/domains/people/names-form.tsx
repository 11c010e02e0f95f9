import { Button } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import type { Person } from './people-screen.tsx'

export function NamesForm({ person, onDone }: { person: Person; onDone: () => void }) {
  const t = useText()
  const [displayName, setDisplayName] = useState(person.displayName)
  const [username, setUsername] = useState(person.username)
  const { save, busy, refusal } = useSave(useApi().people.setNames.mutationOptions())
  return (
    <form
      className="people-form"
      onSubmit={(event) => {
        event.preventDefault()
        save({ userId: person.userId, displayName, username }, onDone)
      }}
    >
      <TextField label={t('people.name')} value={displayName} onChange={setDisplayName} maxLength={80} />
      <TextField label={t('people.username')} value={username} onChange={setUsername} maxLength={40} />
      <RefusalNote refusal={refusal} />
      <div className="row">
        <Button type="submit" loading={busy} disabled={!displayName.trim() || !username.trim()}>
          {t('people.namesNow')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}
