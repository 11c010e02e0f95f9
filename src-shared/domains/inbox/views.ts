import type { Role } from '../../kernel/actor.ts'
import type { ErrorText, Problem } from '../../kernel/errors.ts'
import type { InboxItemRow } from '../../kernel/inbox.ts'

/** One thing to look at: an item of the hospital's inbox, or an entry of this workstation that has none yet. */
export interface InboxView {
  /** Unique in the list. */
  key: string
  service: string
  /** Null: only this workstation knows of it; `key` is its command then. */
  itemId: string | null
  commandName: string
  cause: InboxItemRow['cause'] | 'blocked'
  problems: (Problem & ErrorText)[]
  sides: InboxItemRow['sides']
  otherId: string | null
  ownerRole: Role | null
  /** Epoch ms; null where nobody has been given it yet. */
  dueAt: number | null
  subject: { kind: string; id: string } | null
  patientId: string | null
  patientName: string | null
  actorName: string | null
  occurredAt: number
  /** The entry word for word; null where only the server has it. */
  payload: Record<string, unknown> | null
  /** This entry waits here for a word of whoever asks: of one that was held back both can be done. */
  canSend: boolean
  canDiscard: boolean
  canKeepOurs: boolean
  canRedo: boolean
}

export interface InboxList {
  items: InboxView[]
  /** Since when nothing of others has been heard, epoch ms; null while the server answers. */
  offlineSince: number | null
}
