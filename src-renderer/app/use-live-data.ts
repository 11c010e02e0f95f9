import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi, useApiClient } from '../platform/api.ts'

/** Asks anew for what has changed, here or at the server; bursts of a long pull are answered once. */
const PAUSE_MS = 120

export function useLiveData(): void {
  const client = useApiClient()
  const queries = useQueryClient()
  const api = useApi()
  useEffect(() => {
    const services = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const renew = () => {
      timer = undefined
      // rights decide what is shown anywhere
      if (services.has('identity')) void queries.invalidateQueries()
      for (const service of services) void queries.invalidateQueries({ queryKey: [[service]] })
      void queries.invalidateQueries({ queryKey: api.outbox.list.queryKey() })
      void queries.invalidateQueries({ queryKey: api.inbox.list.queryKey() })
      services.clear()
    }
    const changes = client.app.changes.subscribe(undefined, {
      onData: ({ kinds }) => {
        for (const kind of kinds) services.add(kind.split('.')[0] ?? '')
        timer ??= setTimeout(renew, PAUSE_MS)
      },
    })
    return () => {
      clearTimeout(timer)
      changes.unsubscribe()
    }
  }, [client, queries, api])
}
