import { IconLockOpen } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import './identity.css'

const EVERY_MS = 30_000

/** While a chart is open that is not one's own: until when, and that somebody will look at it. */
export function OpenedNote({ patientId }: { patientId: string }) {
  const t = useText()
  const api = useApi()
  const time = useClinicalTime()
  const queries = useQueryClient()
  const opened = useQuery(api.identity.opened.queryOptions({ patientId }, { refetchInterval: EVERY_MS })).data
  const until = opened?.until
  useEffect(() => {
    if (until === undefined) return
    // when it is over the chart asks again, also where nobody touches anything
    const timer = setTimeout(() => void queries.invalidateQueries(), Math.max(0, until - Date.now()) + 500)
    return () => clearTimeout(timer)
  }, [until, queries])
  if (!opened) return null
  return (
    <div className="opened-note" role="status">
      <IconLockOpen size={17} aria-hidden />
      {t('glass.opened', { time: time.time(opened.until) })}
    </div>
  )
}
