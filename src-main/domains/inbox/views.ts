import type { InboxView } from '../../../src-shared/domains/inbox/views.ts'
import { registry } from '../../../src-shared/domains/registry.ts'
import { problemView } from '../../app/trpc.ts'
import type { OutboxItem } from '../../platform/outbox/entry.ts'
import type { Item } from './queries/items.ts'

export const viewOfItem = (item: Item, nameOf: (userId: string) => string): InboxView => ({
  key: `${item.service}/${item.id}`,
  itemId: item.id,
  service: item.service,
  commandName: item.commandName,
  cause: item.cause,
  problems: item.problems.map(problemView),
  sides: item.sides,
  otherId: item.otherId,
  ownerRole: item.ownerRole,
  dueAt: item.dueAt,
  subject: item.subjectKind && item.subjectId ? { kind: item.subjectKind, id: item.subjectId } : null,
  patientId: item.patientId,
  patientName: item.patientName,
  actorName: item.actorId && nameOf(item.actorId),
  occurredAt: item.occurredAt,
  payload: item.payload === null ? null : (JSON.parse(item.payload) as Record<string, unknown>),
  canKeepOurs: keepingOurs(item) !== null,
  canRedo: canRedo(item),
})

/** The command that makes this entry's values stand after all; null where there is none. */
export const keepingOurs = (item: Item) => registry.inboxOf(item.service)?.keepOurs?.(item) ?? null

/** Refused at that time, and perhaps right now: the same entry once more, by whoever settles it. */
export function canRedo({ cause, commandName, commandVersion, payload }: Item): boolean {
  const command = registry.command(commandName, commandVersion)
  return cause === 'rejected' && payload !== null && command !== undefined && command.class !== 'online'
}

/** An entry of this workstation that the server has not given to anybody yet. */
export const viewOfOwn = (entry: OutboxItem, nameOf: (userId: string) => string): InboxView => ({
  key: entry.commandId,
  itemId: null,
  service: entry.name.split('.')[0] ?? '',
  commandName: entry.name,
  cause: entry.status as InboxView['cause'],
  problems: [...(entry.problem ? [entry.problem] : []), ...entry.flags].map(problemView),
  sides: [],
  otherId: null,
  ownerRole: null,
  dueAt: null,
  subject: null,
  patientId: null,
  patientName: null,
  actorName: nameOf(entry.actorId),
  occurredAt: entry.occurredAt,
  payload: null,
  canKeepOurs: false,
  canRedo: false,
})
