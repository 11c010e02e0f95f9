import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { InboxItem } from '../inbox.ts'
import { BreakGlass, breakGlassOutcomes } from '../terminal-records.ts'

const input = z.strictObject({
  breakGlassId: z.uuid(),
  outcome: z.enum(breakGlassOutcomes),
  note: z.string().trim().min(3, 'Say in a few words why').max(500, 'The note is too long (500 letters at most)'),
})

/** Says whether it was right to open that chart, and takes it off the list. The first word stands. */
export const reviewBreakGlass = command({
  name: 'identity.reviewBreakGlass',
  version: 1,
  class: 'edit',
  allow: ['administrator'],
  input,
  *gather({ breakGlassId }) {
    return { opened: yield* get(BreakGlass, breakGlassId), item: yield* get(InboxItem, breakGlassId) }
  },
  decide({ opened, item }, { outcome, note }, { actor, occurredAt }) {
    if (!opened) return refuse('BREAK_GLASS_UNKNOWN')
    if (opened.userId === actor.userId) return refuse('BREAK_GLASS_OWN')
    if (opened.outcome) return refuse('BREAK_GLASS_REVIEWED')
    const reviewed = { ...opened, outcome, reviewNote: note, reviewedBy: actor.userId, reviewedAt: occurredAt }
    const closing = { how: 'acknowledged', note, by: actor.userId, at: occurredAt } as const
    const closed = item && { ...item, state: 'closed' as const, closings: [...item.closings, closing] }
    return apply([put(BreakGlass, reviewed), ...(closed ? [put(InboxItem, closed)] : [])])
  },
})
