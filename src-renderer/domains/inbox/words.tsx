import { IconAlertTriangle, IconArrowsSplit2, IconBan, IconHandStop, IconLock } from '@tabler/icons-react'
import type { InboxView } from '../../../src-shared/domains/inbox/views.ts'
import { type Text, textOr, useText } from '../../messages/index.ts'
import { type ClinicalTime, countUp, useClinicalTime } from '../../platform/clinical.ts'
import { useNow } from '../../platform/now.ts'
import { fieldKey, fieldWords } from './readable.ts'

const ICON = {
  rejected: IconBan,
  flagged: IconAlertTriangle,
  quarantined: IconLock,
  conflict: IconArrowsSplit2,
  blocked: IconHandStop,
}

/** Word and shape of what became of an entry. */
export function Cause({ entry }: { entry: InboxView }) {
  const t = useText()
  const Icon = ICON[entry.cause]
  return (
    <span className="inbox-cause">
      <Icon size={16} aria-hidden />
      {t(`inbox.${entry.cause}`)}
    </span>
  )
}

export const commandWords = (t: Text, entry: InboxView): string =>
  textOr(t, `command.${entry.commandName}`, entry.commandName || t('inbox.unreadable'))

/** "late 0:25" counts up; before that the time by which it is wanted. */
export function DueTime({ dueAt }: { dueAt: number | null }) {
  const t = useText()
  const time = useClinicalTime()
  const now = useNow(20_000)
  if (dueAt === null) return <span className="dim">{t('inbox.noDue')}</span>
  if (dueAt < now) return <strong className="wrong-text">{t('inbox.late', { age: countUp(now - dueAt) })}</strong>
  return <span>{t('inbox.by', { time: time.dateTime(dueAt) })}</span>
}

export const fieldName = (t: Text, field: string): string => {
  const key = fieldKey(field)
  return key ? t(key) : fieldWords(field)
}

/** From here on a number is a moment, not a measurement. */
const FIRST_INSTANT = 100_000_000_000

export function valueWords(t: Text, time: ClinicalTime, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('inbox.nothing')
  if (typeof value === 'boolean') return t(value ? 'inbox.yes' : 'inbox.no')
  if (typeof value === 'number') return Math.abs(value) >= FIRST_INSTANT ? time.dateTime(value) : String(value)
  if (field === 'birthDate') return time.birthDate(String(value))
  if (field === 'sex') return textOr(t, `patient.${value}`, String(value))
  if (field === 'isolation') return textOr(t, `isolation.${value}`, String(value))
  return field === 'stage' ? textOr(t, `discharge.${value}`, String(value)) : String(value)
}
