import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../messages/index.ts'
import { type Outputs, useApi, useSave } from '../platform/api.ts'
import { TextField } from '../ui/fields.tsx'
import { RefusalNote } from '../ui/states.tsx'

type Locked = NonNullable<Outputs['lock']['state']>
const ASK_MS = 5_000

/** In place of everything else while the data of this workstation is locked. What was being typed is in the drafts. */
export function LockedGate({ children }: { children: ReactNode }) {
  const api = useApi()
  const queries = useQueryClient()
  const state = useQuery(api.lock.state.queryOptions(undefined, { refetchInterval: ASK_MS }))
  const locked = state.data ?? null
  const isLocked = locked !== null
  useEffect(() => {
    // what was read before must not stay in this window
    if (isLocked) queries.removeQueries({ predicate: ({ queryKey }) => !JSON.stringify(queryKey).includes('"lock"') })
  }, [isLocked, queries])
  if (state.isPending) return null
  return locked ? <LockedScreen locked={locked} /> : children
}

const nobody = { username: '', password: '' }

function LockedScreen({ locked }: { locked: Locked }) {
  const t = useText()
  const api = useApi()
  const form = useRef<HTMLFormElement>(null)
  const [first, setFirst] = useState(nobody)
  const [second, setSecond] = useState(nobody)
  const { save, busy, refusal } = useSave(api.lock.extend.mutationOptions())
  const canExtend = locked.seniors >= 2
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const full = [first, second].every(({ username, password }) => username.trim() && password)
  return (
    <main className="gate">
      <form
        ref={form}
        className="gate-card"
        onSubmit={(event) => {
          event.preventDefault()
          if (full) save({ first, second })
        }}
      >
        <h1>{t('locked.title')}</h1>
        <p style={{ margin: 0 }}>{locked.problem.cause}</p>
        <p style={{ margin: 0 }}>{locked.problem.remedy}</p>
        {locked.waiting > 0 && <p style={{ margin: 0 }}>{t('locked.waiting', { count: locked.waiting })}</p>}
        {canExtend ? (
          <>
            <Person label={t('locked.first')} value={first} onChange={setFirst} />
            <Person label={t('locked.second')} value={second} onChange={setSecond} />
            <RefusalNote refusal={refusal} title={t('locked.title')} />
            <Button type="submit" size="md" loading={busy} disabled={!full}>
              {t('locked.extend')}
            </Button>
          </>
        ) : (
          <p style={{ margin: 0 }}>{t('locked.noSeniors')}</p>
        )}
        <p className="code">{locked.problem.code}</p>
      </form>
    </main>
  )
}

interface PersonProps {
  label: string
  value: typeof nobody
  onChange: (value: typeof nobody) => void
}

function Person({ label, value, onChange }: PersonProps) {
  const t = useText()
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 8 }}>
      <legend style={{ padding: 0, fontWeight: 600 }}>{label}</legend>
      <TextField
        label={t('session.username')}
        value={value.username}
        onChange={(username) => onChange({ ...value, username })}
      />
      <TextField
        label={t('session.password')}
        type="password"
        value={value.password}
        onChange={(password) => onChange({ ...value, password })}
      />
    </fieldset>
  )
}
