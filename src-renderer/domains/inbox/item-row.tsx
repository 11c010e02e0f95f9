import type { InboxView } from '../../../src-shared/domains/inbox/views.ts'
import { useText } from '../../messages/index.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { Cause, commandWords, DueTime } from './words.tsx'

interface Props {
  entry: InboxView
  chosen: boolean
  opened: boolean
  onFocus: () => void
  onOpen: () => void
}

export function ItemRow({ entry, chosen, opened, onFocus, onOpen }: Props) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <li>
      <button
        type="button"
        className="inbox-row"
        data-item={entry.commandName}
        aria-expanded={opened}
        tabIndex={chosen ? 0 : -1}
        onFocus={onFocus}
        onClick={onOpen}
      >
        <DueTime dueAt={entry.dueAt} />
        <span className="inbox-what">
          <Cause entry={entry} />
          <strong>{commandWords(t, entry)}</strong>
          <span className="inbox-why">{entry.problems[0]?.cause}</span>
        </span>
        <span className="inbox-cut">{entry.patientName}</span>
        <span>{entry.ownerRole ? t(`role.${entry.ownerRole}`) : ''}</span>
        <span className="dim inbox-cut">
          {time.dateTime(entry.occurredAt)} {entry.actorName && `· ${entry.actorName}`}
        </span>
      </button>
    </li>
  )
}
