import type { InboxView } from '../../../src-shared/domains/inbox/views.ts'
import type { MessageKey } from '../../messages/index.ts'
import type { Inputs } from '../../platform/api.ts'

export type How = Inputs['inbox']['close']['how']
export type Outcome = Inputs['identity']['reviewBreakGlass']['outcome']
export interface Action {
  /** The key that does it while the item is open. */
  keys: string
  name: MessageKey
  /** close: settle with a note. The others do something first, and need none. */
  does: 'close' | 'keepOurs' | 'redo' | 'send' | 'review'
  how: How | 'sent' | Outcome
}

const THEIRS: Action = { keys: 't', name: 'inbox.keepTheirs', does: 'close', how: 'keptTheirs' }
const OURS: Action = { keys: 'o', name: 'inbox.keepOurs', does: 'keepOurs', how: 'keptOurs' }
const REDO: Action = { keys: 'r', name: 'inbox.redo', does: 'redo', how: 'redone' }
const SEND: Action = { keys: 'r', name: 'inbox.send', does: 'send', how: 'sent' }
const SEEN: Action = { keys: 's', name: 'inbox.seen', does: 'close', how: 'acknowledged' }
const DISCARD: Action = { keys: 'x', name: 'inbox.discard', does: 'close', how: 'discarded' }

const REVIEW: readonly Action[] = [
  { keys: 'y', name: 'glass.justified', does: 'review', how: 'justified' },
  { keys: 'c', name: 'glass.clarified', does: 'review', how: 'clarified' },
  { keys: 'n', name: 'glass.notJustified', does: 'review', how: 'notJustified' },
]

/** What can be done about an item, the most likely first. */
export function actionsOf({
  itemId,
  commandName,
  problems,
  cause,
  canKeepOurs,
  canRedo,
  canSend,
  canDiscard,
}: InboxView): readonly Action[] {
  if (itemId === null) return [...(canSend ? [SEND] : []), ...(canDiscard ? [DISCARD] : [])]
  if (commandName === 'identity.breakGlass' && problems.some(({ code }) => code === 'BREAK_GLASS_REVIEW')) return REVIEW
  if (canKeepOurs) return [OURS, THEIRS]
  if (cause === 'rejected') return canRedo ? [REDO, DISCARD] : [DISCARD]
  return cause === 'quarantined' ? [SEEN, DISCARD] : [SEEN]
}
