import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useApiClient } from '../../platform/api.ts'
import { badgeReader } from './badge-reader.ts'

interface Handlers {
  /** A scanner has begun: what stands in the fields is its first character. */
  onBegin: () => void
  onRefused: (error: unknown) => void
}

/** At the gate a scanner's keys reach no field: they would be taken for letters of a name and digits of a PIN. */
export function useBadge(handlers: Handlers): void {
  const client = useApiClient()
  const queries = useQueryClient()
  const latest = useRef(handlers)
  latest.current = handlers
  useEffect(() => {
    const read = badgeReader()
    const onKey = (event: KeyboardEvent) => {
      const said = read(event.key, event.timeStamp)
      if (said === 'typed') return
      event.preventDefault()
      event.stopPropagation()
      if (said === 'begins') latest.current.onBegin()
      if (typeof said === 'string') return
      client.session.scanBadge
        .mutate({ code: said.code })
        .then(() => queries.invalidateQueries())
        .catch((error) => latest.current.onRefused(error))
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [client, queries])
}
