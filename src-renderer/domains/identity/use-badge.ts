import { useQueryClient } from '@tanstack/react-query'
import { useApiClient } from '../../platform/api.ts'
import { useScans } from '../../platform/scanning/use-scans.ts'

interface Handlers {
  /** A scanner has begun: what stands in the fields is its first character. */
  onBegin: () => void
  onRefused: (error: unknown) => void
}

/** At the gate whatever is scanned is somebody's badge. */
export function useBadge({ onBegin, onRefused }: Handlers): void {
  const client = useApiClient()
  const queries = useQueryClient()
  useScans({
    accepts: 'any',
    onBegin,
    run: ({ text }) => {
      client.session.scanBadge
        .mutate({ code: text.trim() })
        .then(() => queries.invalidateQueries())
        .catch(onRefused)
    },
  })
}
