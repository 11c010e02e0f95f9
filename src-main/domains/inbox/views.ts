import type { InboxView } from '../../../src-shared/domains/inbox/views.ts'
import { registry } from '../../../src-shared/domains/registry.ts'
import type { Role } from '../../../src-shared/kernel/actor.ts'
import { mayClose } from '../../../src-shared/kernel/inbox.ts'
import { problemView } from '../../app/trpc.ts'
import type { Item } from './queries/items.ts'
import type { OwnEntry } from './queries/own.ts'

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
  canSend: false,
  canDiscard: false,
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

/** Refused ones wait for no word of the server any more, so that whoever owns them may take them off the list. */
const DECIDED_HERE = ['blocked', 'rejected', 'quarantined']

/** An entry of this workstation that the server has not given to anybody yet, as these roles see it. */
export const viewOfOwn = (entry: OwnEntry, nameOf: (userId: string) => string, roles: readonly Role[]): InboxView => ({
  key: entry.commandId,
  itemId: null,
  service: entry.name.split('.')[0] ?? '',
  commandName: entry.name,
  cause: entry.status as InboxView['cause'],
  problems: [...(entry.problem ? [entry.problem] : []), ...entry.flags].map(problemView),
  sides: [],
  otherId: null,
  ownerRole: entry.ownerRole,
  dueAt: entry.status === 'blocked' ? entry.dueAt : null,
  subject: entry.place?.subject ?? null,
  patientId: entry.place?.patientId ?? null,
  patientName: entry.place?.patientName ?? null,
  actorName: nameOf(entry.actorId),
  occurredAt: entry.occurredAt,
  payload: entry.payload,
  canSend: entry.status === 'blocked' && mayClose(entry, roles),
  canDiscard: DECIDED_HERE.includes(entry.status) && mayClose(entry, roles),
  canKeepOurs: false,
  canRedo: false,
})
