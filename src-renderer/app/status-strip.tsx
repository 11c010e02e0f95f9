import {
  IconAlertTriangle,
  IconCircleCheckFilled,
  IconCloudOff,
  IconDotsCircleHorizontal,
  IconSend,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { PrintCount } from '../domains/printing/index.ts'
import { useText } from '../messages/index.ts'
import { type Outputs, useApi, useApiClient } from '../platform/api.ts'
import { ageInWords, useClinicalTime } from '../platform/clinical.ts'
import { formatRoute } from '../platform/navigation.ts'
import { correctClock, useNow } from '../platform/now.ts'

type Status = Outputs['app']['status'] extends AsyncIterable<infer One> ? One : never
/** Smaller differences of the clock change no clinical time. */
const SKEW_SHOWN_MS = 30_000

/** Tries again by itself: the host may start later than the window, or be started anew. */
function useStatus(): { status: Status | null; lost: boolean } {
  const client = useApiClient()
  const [status, setStatus] = useState<Status | null>(null)
  const [lost, setLost] = useState(false)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt is what makes it subscribe again
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const subscription = client.app.status.subscribe(undefined, {
      onData: (next) => {
        const told = next as Status
        correctClock(told.clockSkewMs)
        setStatus(told)
        setLost(false)
      },
      onError: () => {
        setLost(true)
        timer = setTimeout(() => setAttempt((n) => n + 1), 3000)
      },
    })
    return () => {
      clearTimeout(timer)
      subscription.unsubscribe()
    }
  }, [client, attempt])
  return { status, lost }
}

/** The only place that speaks about synchronisation: words, colour and shape; nothing blinks. */
export function StatusStrip() {
  const t = useText()
  const api = useApi()
  const { status, lost } = useStatus()
  const info = useQuery(api.app.info.queryOptions()).data
  return (
    <footer className="strip no-print">
      <h2 className="visually-hidden">{t('status.strip')}</h2>
      {lost && (
        <span className="item problems" role="alert">
          <IconAlertTriangle size={15} aria-hidden />
          {t('status.lost')}
        </span>
      )}
      {status && !lost && (
        <a className="item" href={formatRoute({ screen: 'connection' })}>
          <Connection status={status} />
        </a>
      )}
      {status && <Counts status={status} />}
      <PrintCount />
      {status?.notices[0] && <Notice notice={status.notices[0]} />}
      <span className="grow" />
      {info?.deviceName && <span className="item dim">{info.deviceName}</span>}
      {info && <span className="item dim">{t('status.version', { version: info.version })}</span>}
    </footer>
  )
}

/** What the workstation found out about itself; the remedy is in the title and on the screen of problems. */
const Notice = ({ notice }: { notice: Status['notices'][number] }) => (
  <span className="item problems" title={notice.remedy}>
    <IconAlertTriangle size={15} aria-hidden />
    {notice.cause}
  </span>
)

function Connection({ status }: { status: Status }) {
  const t = useText()
  const time = useClinicalTime()
  // contacts are counted by this computer's own clock
  const now = useNow(1000, Date.now)
  if (status.connection === 'offline')
    return (
      <span className="item offline">
        <IconCloudOff size={15} aria-hidden />
        {t('status.offline', { time: time.time(status.since + (status.clockSkewMs ?? 0)) })}
      </span>
    )
  if (status.connection === 'connecting')
    return (
      <span className="item dim">
        <IconDotsCircleHorizontal size={15} aria-hidden />
        {t('status.connecting')}
      </span>
    )
  return (
    <span className="item online">
      <IconCircleCheckFilled size={15} aria-hidden />
      {t('status.online', { age: ageInWords(now - (status.lastContactAt ?? status.since)) })}
    </span>
  )
}

function Counts({ status }: { status: Status }) {
  const t = useText()
  const { bootstrap, clockSkewMs } = status
  return (
    <>
      <span className="item">
        <IconSend size={14} aria-hidden />
        {status.toSend ? t('status.toSend', { count: status.toSend }) : t('status.allSent')}
      </span>
      <InboxCount />
      {bootstrap && (
        <span className="item">
          {t('status.fetching', { scope: bootstrap.scope, done: bootstrap.done, total: bootstrap.total ?? '…' })}
        </span>
      )}
      {clockSkewMs !== null && Math.abs(clockSkewMs) > SKEW_SHOWN_MS && (
        <span className="item offline">{t('status.skew', { seconds: Math.round(clockSkewMs / 1000) })}</span>
      )}
    </>
  )
}

/** Of the inbox of whoever is signed in. */
function InboxCount() {
  const t = useText()
  const api = useApi()
  const { data } = useQuery(api.inbox.list.queryOptions())
  // what could not be read is not called free of problems
  if (!data) return null
  const count = data.items.length
  return (
    <a className={`item ${count ? 'problems' : ''}`} href={formatRoute({ screen: 'inbox' })}>
      {count > 0 && <IconAlertTriangle size={15} aria-hidden />}
      {count ? t('status.problems', { count }) : t('status.noProblems')}
    </a>
  )
}
