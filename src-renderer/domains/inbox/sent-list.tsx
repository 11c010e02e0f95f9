import { IconAlertTriangle, IconCheck, IconClockUp, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Text, textOr, useText } from '../../messages/index.ts'
import { type Outputs, useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { Shown } from '../../ui/states.tsx'

type Entry = Outputs['outbox']['list'][number]

const ICON = {
  waiting: IconClockUp,
  sent: IconSend,
  accepted: IconCheck,
  flagged: IconAlertTriangle,
  rejected: IconAlertTriangle,
  quarantined: IconAlertTriangle,
}

/** What was made at this workstation, where it is now, and whose task it became. */
export function SentList() {
  const t = useText()
  const api = useApi()
  const entries = useQuery(api.outbox.list.queryOptions(undefined, { refetchInterval: 5000 }))
  return (
    <section className="section">
      <h2>{t('outbox.title')}</h2>
      <Shown of={entries}>
        {(list) => (list.length === 0 ? <span className="dim">{t('outbox.empty')}</span> : <Entries entries={list} />)}
      </Shown>
    </section>
  )
}

function Entries({ entries }: { entries: readonly Entry[] }) {
  const t = useText()
  return (
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
  )
}

function EntryRow({ entry }: { entry: Entry }) {
  const t = useText()
  const time = useClinicalTime()
  const Icon = ICON[entry.status]
  return (
    <tr>
      <td>
        <span className="row">
          <Icon size={16} aria-hidden />
          {t(`outbox.${entry.status}`)}
          <span className="dim">{inboxWords(t, entry)}</span>
        </span>
      </td>
      <td>{textOr(t, `command.${entry.name}`, entry.name)}</td>
      <td>{time.dateTime(entry.occurredAt)}</td>
      <td>{entry.actorName}</td>
    </tr>
  )
}

function inboxWords(t: Text, { inbox, closed }: Entry): string {
  if (closed) return t('outbox.settled')
  return inbox === null ? '' : t('outbox.with', { role: t(`role.${inbox.ownerRole}`) })
}
