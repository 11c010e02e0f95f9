import { z } from 'zod'
import type { InboxList } from '../../../src-shared/domains/inbox/views.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { closingSchema, mayClose } from '../../../src-shared/kernel/inbox.ts'
import { procedure, router } from '../../app/trpc.ts'
import type { Resolution } from '../../platform/outbox/resolve.ts'
import type { Station } from '../../platform/station.ts'
import { staffName } from '../identity/index.ts'
import { type Item, itemById, openItems } from './queries/items.ts'
import { ownEntries } from './queries/own.ts'
import { canRedo, keepingOurs, viewOfItem, viewOfOwn } from './views.ts'

const place = z.strictObject({ service: z.string().max(40), itemId: z.uuid() })
const closing = place.extend({ how: closingSchema, note: z.string().max(500).nullable().default(null) })
const entry = z.strictObject({ commandId: z.uuid() })

/** What somebody has to look at: the hospital's items of the roles of whoever asks, and what this workstation alone knows. */
export function inboxRouter(station: Station) {
  const { db } = station
  const found = ({ service, itemId }: z.output<typeof place>): Item => {
    const item = itemById(db, service, itemId)
    if (!item) throw new ProblemError('INBOX_ITEM_UNKNOWN')
    return item
  }
  return router({
    list: procedure.query(({ ctx }): InboxList => {
      const nameOf = (userId: string) => staffName(db, userId)
      const items = openItems(db, ctx.actor.roles).map((item) => viewOfItem(item, nameOf))
      const own = ownEntries(station).map((each) => viewOfOwn(each, nameOf, ctx.actor.roles))
      const { connection, since } = station.sync.status()
      const mostUrgentFirst = [...items, ...own].sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity))
      return { items: mostUrgentFirst, offlineSince: connection === 'offline' ? since : null }
    }),
    close: procedure.input(closing).mutation(({ ctx, input }) => void close(station, ctx.actor, found(input), input)),
    /** This entry's values instead of those that stand. */
    keepOurs: procedure.input(place).mutation(({ ctx, input }) => {
      const item = found(input)
      const command = keepingOurs(item)
      if (!command) throw new ProblemError('INBOX_ITEM_UNKNOWN')
      station.execute(command.name, command.version, command.input, { actor: ctx.actor })
      close(station, ctx.actor, item, { how: 'keptOurs', note: null })
    }),
    /** An entry that was held back here goes to the server after all, which decides about it. */
    send: procedure
      .input(entry)
      .mutation(({ ctx, input }) => resolve(station, ctx.actor, input.commandId, { action: 'resend' })),
    /** An entry that only this workstation knows of needs nothing more; the note says why. */
    discard: procedure
      .input(entry.extend({ note: z.string().max(500) }))
      .mutation(({ ctx, input: { commandId, note } }) =>
        resolve(station, ctx.actor, commandId, { action: 'discard', reason: note }),
      ),
    /** The entry once more, now. */
    redo: procedure.input(place).mutation(({ ctx, input }) => {
      const item = found(input)
      if (!canRedo(item) || item.payload === null) throw new ProblemError('INBOX_ITEM_UNKNOWN')
      station.execute(item.commandName, item.commandVersion, JSON.parse(item.payload), { actor: ctx.actor })
      close(station, ctx.actor, item, { how: 'redone', note: null })
    }),
  })
}

function close(
  station: Station,
  actor: Actor,
  { service, id }: Item,
  { how, note }: { how: z.output<typeof closingSchema>; note: string | null },
): void {
  station.execute(`${service}.closeInboxItem`, 1, { itemId: id, how, note }, { actor })
}

/** The owner that the server would name decides, or an administrator; with its audit entry. */
function resolve(station: Station, actor: Actor, commandId: string, what: Resolution): void {
  const own = ownEntries(station).find((each) => each.commandId === commandId)
  if (!own) throw new ProblemError('ENTRY_NOT_OPEN')
  if (!mayClose(own, actor.roles)) throw new ProblemError('INBOX_NOT_OWNER', { role: own.ownerRole })
  station.outbox.resolve(commandId, what, { actor })
}
