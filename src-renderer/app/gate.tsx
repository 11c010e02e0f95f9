import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { Enrol, Idle, SignIn } from '../domains/identity/index.ts'
import { useApi } from '../platform/api.ts'
import { Loading, Wrong } from '../ui/states.tsx'
import { Shell } from './shell.tsx'
import { useLiveData } from './use-live-data.ts'

// the lock's state stands above all screens: without it they would all be drawn anew, and what is being typed be lost
const OF_THE_GATE: readonly unknown[] = ['app', 'session', 'lock']
const isOfGate = (path: unknown) => Array.isArray(path) && OF_THE_GATE.includes(path[0])

/** Enrolled first, then signed in. While it is locked the screen stays as it was, out of reach behind the gate. */
export function Gate() {
  const api = useApi()
  const info = useQuery(api.app.info.queryOptions())
  const session = useQuery(api.session.current.queryOptions(undefined, { enabled: info.data?.enrolled ?? false }))
  useLiveData()
  const opened = useRef<string | null>(null)
  const queries = useQueryClient()
  if (info.error && !info.data) return <Wrong error={info.error} retry={info.refetch} />
  if (!info.data) return <Loading />
  if (!info.data.enrolled) return <Enrol />
  if (session.data === undefined)
    return session.error ? <Wrong error={session.error} retry={session.refetch} /> : <Loading />
  const user = session.data
  // A page that was loaded behind the lock has nothing to keep, and would ask for drafts that it may not have.
  if (user && !user.locked && opened.current !== user.userId) {
    // what one person was shown is asked for anew by the next, who may not be shown it
    if (opened.current) queries.removeQueries({ predicate: ({ queryKey: [path] }) => !isOfGate(path) })
    opened.current = user.userId
  }
  return (
    <>
      {user && opened.current === user.userId && (
        <div inert={user.locked} style={{ height: '100%' }}>
          <Shell key={user.userId} user={user} />
        </div>
      )}
      {(!user || user.locked) && <SignIn locked={user} />}
      {user && !user.locked && <Idle />}
    </>
  )
}
