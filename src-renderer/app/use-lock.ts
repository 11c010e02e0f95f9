import { useQueryClient } from '@tanstack/react-query'
import { useApiClient } from '../platform/api.ts'

/** Leaves the screen to the next person; what was typed is kept for the one who leaves. */
export function useLock(): () => void {
  const client = useApiClient()
  const queries = useQueryClient()
  return () => {
    client.session.lock.mutate().then(
      () => queries.invalidateQueries(),
      () => queries.invalidateQueries(),
    )
  }
}
