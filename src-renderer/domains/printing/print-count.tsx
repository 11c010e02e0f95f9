import { IconAlertTriangle, IconPrinter } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useApiClient } from '../../platform/api.ts'
import { formatRoute } from '../../platform/navigation.ts'

interface Counts {
  waiting: number
  trouble: number
}

/** What waits for a printer and what did not come out, told by the main process the moment it changes. */
export function PrintCount() {
  const t = useText()
  const api = useApi()
  const client = useApiClient()
  const queries = useQueryClient()
  const [counts, setCounts] = useState<Counts | null>(null)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt is what makes it subscribe again
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const subscription = client.printing.counts.subscribe(undefined, {
      onData: (next) => {
        setCounts(next as Counts)
        void queries.invalidateQueries({ queryKey: api.printing.jobs.queryKey() })
      },
      onError: () => {
        timer = setTimeout(() => setAttempt((n) => n + 1), 3000)
      },
    })
    return () => {
      clearTimeout(timer)
      subscription.unsubscribe()
    }
  }, [client, queries, api, attempt])
  if (!counts) return null
  const { waiting, trouble } = counts
  return (
    <a className={`item ${trouble ? 'problems' : ''}`} href={formatRoute({ screen: 'printing' })}>
      {trouble ? <IconAlertTriangle size={15} aria-hidden /> : <IconPrinter size={15} aria-hidden />}
      {trouble
        ? t('print.trouble', { count: trouble })
        : waiting
          ? t('print.waiting', { count: waiting })
          : t('print.calm')}
    </a>
  )
}
