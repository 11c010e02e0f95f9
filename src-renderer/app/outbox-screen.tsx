import { IconAlertTriangle, IconCheck, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { textOr, useText } from '../messages/index.ts'
import { type Outputs, useApi } from '../platform/api.ts'
import { useClinicalTime } from '../platform/clinical.ts'
import { Empty, Shown } from '../ui/states.tsx'

type Entry = Outputs['outbox']['list'][number]
const needsLook = (entry: Entry) => ['flagged', 'rejected', 'quarantined'].includes(entry.status)

/** What was made here and is on its way, and what somebody has to look at, with cause and remedy in words. */
export function OutboxScreen() {
  const t = useText()
  const api = useApi()
  const entries = useQuery(api.outbox.list.queryOptions(undefined, { refetchInterval: 5000 }))
  return (
    <div className="page">
      <h1 style={{ fontSize: 16, margin: 0 }}>{t('outbox.title')}</h1>
      <Shown of={entries}>
        {(list) =>
          list.length === 0 ? (
            <Empty title={t('outbox.empty')}>{t('outbox.emptyDo')}</Empty>
          ) : (
            <>
              <Entries title={t('outbox.needs')} entries={list.filter(needsLook)} />
              <Entries title={t('outbox.rest')} entries={list.filter((entry) => !needsLook(entry))} />
            </>
          )
        }
      </Shown>
    </div>
  )
}

function Entries({ title, entries }: { title: string; entries: readonly Entry[] }) {
  const t = useText()
  if (entries.length === 0) return null
  return (
    <section className="section">
      <h2>
        {title} ({entries.length})
      </h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('outbox.state')}</th>
            <th>{t('outbox.what')}</th>
            <th>{t('outbox.when')}</th>
            <th>{t('outbox.who')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.seq} entry={entry} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

const ICON = {
  waiting: IconSend,
  sent: IconSend,
  accepted: IconCheck,
  flagged: IconAlertTriangle,
  rejected: IconAlertTriangle,
  quarantined: IconAlertTriangle,
}

function EntryRow({ entry }: { entry: Entry }) {
  const t = useText()
  const time = useClinicalTime()
  const Icon = ICON[entry.status]
  return (
    <>
      <tr>
        <td>
          <span className={`row ${needsLook(entry) ? 'wrong-text' : ''}`}>
            <Icon size={16} aria-hidden />
            {t(`outbox.${entry.status}`)}
          </span>
        </td>
        <td>{textOr(t, `command.${entry.name}`, entry.name)}</td>
        <td>{time.dateTime(entry.occurredAt)}</td>
        <td>{entry.actorName}</td>
      </tr>
      {entry.problem && (
        <tr>
          <td colSpan={4} style={{ whiteSpace: 'normal', padding: '6px 8px 10px 32px' }}>
            <strong>{entry.problem.cause}</strong> {entry.problem.remedy}{' '}
            <span className="dim">{entry.problem.code}</span>
          </td>
        </tr>
      )}
    </>
  )
}
