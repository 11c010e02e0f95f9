import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../messages/index.ts'
import { type Refusal, refusalOf } from '../platform/api.ts'
import { forgetDeclined } from '../platform/password-needed.ts'

/** A skeleton, but only where the wait is long enough to be noticed. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const t = useText()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <div role="status" style={{ padding: 16, display: 'grid', gap: 12 }}>
      <span className="visually-hidden">{t('app.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <div key={line} className="skeleton" style={{ height: 24, width: `${92 - (line % 3) * 14}%` }} />
      ))}
    </div>
  )
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <strong>{title}</strong>
      {children && <div>{children}</div>}
    </div>
  )
}

/** What happened, what to do, and the code for whoever is asked for help. */
export function RefusalNote({ refusal, title }: { refusal: Refusal | null; title?: string }) {
  const t = useText()
  if (!refusal) return null
  return (
    <div className="note wrong" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{title ?? t('app.notSaved')}</strong>
        <p>{refusal.cause}</p>
        <p>{refusal.remedy}</p>
        <p className="code">{refusal.code}</p>
      </div>
    </div>
  )
}

export function Wrong({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useText()
  return (
    <div className="state">
      <div style={{ maxWidth: 520, textAlign: 'left', display: 'grid', gap: 12 }}>
        <RefusalNote refusal={refusalOf(error)} title={t('app.wrong')} />
        <span>{t('app.wrongSafe')}</span>
        <Button
          variant="default"
          onClick={() => {
            forgetDeclined()
            retry()
          }}
        >
          {t('app.retry')}
        </Button>
      </div>
    </div>
  )
}

interface Asked<Data> {
  data: Data | undefined
  error: unknown
  refetch: () => unknown
}

/** Loading, wrong or shown: what a screen says before it has its own words. Data that was shown stays shown. */
export function Shown<Data>({ of, children }: { of: Asked<Data>; children: (data: Data) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  return of.error ? <Wrong error={of.error} retry={() => of.refetch()} /> : <Loading />
}
