import { z } from 'zod'
import type { InboxList } from '../../../src-shared/domains/inbox/views.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { closingSchema } from '../../../src-shared/kernel/inbox.ts'
import { procedure, router } from '../../app/trpc.ts'
import type { Station } from '../../platform/station.ts'
import { staffName } from '../identity/index.ts'
import { type Item, itemById, itemOfCommand, openItems } from './queries/items.ts'
import { canRedo, keepingOurs, viewOfItem, viewOfOwn } from './views.ts'

const place = z.strictObject({ service: z.string().max(40), itemId: z.uuid() })
const closing = place.extend({ how: closingSchema, note: z.string().max(500).nullable().default(null) })
const NEEDS_LOOK = ['rejected', 'quarantined', 'flagged', 'blocked']
const LISTED = 500

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
      const own = ownWithoutItem(station).map((entry) => viewOfOwn(entry, nameOf))
      const { connection, since } = station.sync.status()
      return { items: [...items, ...own], offlineSince: connection === 'offline' ? since : null }
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

function ownWithoutItem(station: Station) {
  const own = station.outbox.list(LISTED).filter(({ status }) => NEEDS_LOOK.includes(status))
  return own.filter(({ name, commandId }) => itemOfCommand(station.db, name, commandId) === null)
}
