import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import './identity.css'

export function Enrol() {
  const t = useText()
  const api = useApi()
  const form = useRef<HTMLFormElement>(null)
  const [value, setValue] = useState({ serverUrl: '', code: '', name: '' })
  const { save, busy, refusal } = useSave(api.session.enrol.mutationOptions())
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const full = value.serverUrl.trim() && value.code.trim() && value.name.trim()
  return (
    <main className="gate">
      <form
        ref={form}
        className="gate-card"
        onSubmit={(event) => {
          event.preventDefault()
          if (full) save({ serverUrl: value.serverUrl.trim(), code: value.code.trim(), name: value.name.trim() })
        }}
      >
        <h1>{t('enrol.title')}</h1>
        <p style={{ margin: 0 }}>{t('enrol.why')}</p>
        <TextField
          label={t('enrol.server')}
          value={value.serverUrl}
          placeholder="http://10.0.0.10:8080"
          onChange={(serverUrl) => setValue({ ...value, serverUrl })}
        />
        <TextField label={t('enrol.code')} value={value.code} onChange={(code) => setValue({ ...value, code })} />
        <TextField
          label={t('enrol.name')}
          hint={t('enrol.nameHint')}
          value={value.name}
          onChange={(name) => setValue({ ...value, name })}
        />
        <RefusalNote refusal={refusal} title={t('enrol.title')} />
        <Button type="submit" size="md" loading={busy} disabled={!full}>
          {t('enrol.go')}
        </Button>
      </form>
    </main>
  )
}
