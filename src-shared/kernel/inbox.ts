import { z } from 'zod'
import { ALL_ROLES, type Role, roleSchema } from './actor.ts'
import { apply, command, put, reject } from './command.ts'
import type { PlatformErrorCode, Problem } from './errors.ts'
import { type Gather, get } from './gather.ts'
import { UUID_PATTERN } from './ids.ts'
import { kind, type RowOf } from './kind.ts'

/** Every workstation holds this scope of every service: what belongs to no ward and to no patient, without the entry. */
export const INBOX_SCOPE = 'inbox'

const millis = z.int()
const scalar = z.union([z.string().max(500), z.number(), z.boolean(), z.null()])
const problemSchema = z.strictObject({
  code: z.string().max(80),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
/** One field of a conflict: what the entry says, and what stands in the record. */
const sideSchema = z.strictObject({ field: z.string().max(60), ours: scalar, theirs: scalar })

/** acknowledged: looked at, nothing to do. redone: entered again. discarded: it shall not be. */
export const closingSchema = z.enum(['acknowledged', 'keptTheirs', 'keptOurs', 'redone', 'discarded'])
export type Closing = z.infer<typeof closingSchema>
/** Where something was done, the record itself says what; else somebody has to say why nothing was. */
const NEEDS_NOTE: readonly Closing[] = ['acknowledged', 'keptTheirs', 'discarded']

const itemFields = {
  /** Null: the entry could not be trusted, so its id says nothing. */
  commandId: z.uuid().nullable(),
  commandName: z.string().max(80),
  commandVersion: z.int(),
  cause: z.enum(['rejected', 'flagged', 'quarantined', 'conflict']),
  problems: z.array(problemSchema),
  /** Both values side by side; empty where nothing was compared. */
  sides: z.array(sideSchema),
  /** The record that the entry meets: the other registration of the same person. */
  otherId: z.uuid().nullable(),
  ownerRole: roleSchema,
  raisedAt: millis,
  dueAt: millis,
  subjectKind: z.string().max(80).nullable(),
  subjectId: z.uuid().nullable(),
  patientId: z.uuid().nullable(),
  patientName: z.string().max(200).nullable(),
  actorId: z.uuid().nullable(),
  deviceId: z.uuid(),
  occurredAt: millis,
  /** The input as JSON text, word for word; null: kept at the server only. */
  payload: z.string().nullable(),
  /** The scope that it is sent in. */
  audience: z.string().max(80),
  state: z.enum(['open', 'closed']),
  /** The first one counts; what others said at the same time stays readable. */
  closings: z.array(
    z.strictObject({ how: closingSchema, note: z.string().max(500).nullable(), by: z.uuid(), at: millis }),
  ),
}

/** What a person has to look at. Its id is the command's: one outcome, one item, also after a server restore. */
export const inboxKind = (service: string) =>
  kind({
    name: `${service}.inboxItem`,
    fields: itemFields,
    scope: { type: 'own', of: (row) => row.audience },
  })
export type InboxItemRow = RowOf<ReturnType<typeof inboxKind>>

export interface Place {
  /** A scope of the service: who holds it may read the whole entry. */
  audience: string
  subject: { kind: string; id: string } | null
  patientId: string | null
  patientName: string | null
}
/** What is known of a command for finding its place: input, result and allotted ids by their names (`patientId`). */
export type About = Readonly<Record<string, unknown>>

/** Whom a code concerns and within how many hours; `maker`: the role in which the entry was made. */
export interface Duty {
  owner: Role | 'maker'
  hours: number
}
export type Duties = Readonly<Record<string, Duty>>

/** A service's inbox: what its server needs to raise an item. */
export interface Inbox {
  kind: ReturnType<typeof inboxKind>
  duties: Duties
  /** Null: it belongs to nobody in particular, and the entry itself stays at the server. */
  place(command: string, about: About): Gather<Place | null>
  /** The command that makes the entry's values of a conflict stand after all; null where there is none. */
  keepOurs?(item: InboxItemRow): Remade | null
  /** By code: the only command that closes such an item. */
  reviewed?: Readonly<Record<string, string>>
}
export interface Remade {
  name: string
  version: number
  input: unknown
}

const input = z
  .strictObject({
    itemId: z.uuid(),
    how: closingSchema,
    note: z
      .string()
      .trim()
      .max(500, 'The note is too long (500 letters at most)')
      .transform((text) => text || null)
      .nullable()
      .default(null),
  })
  .refine(({ how, note }) => note !== null || !NEEDS_NOTE.includes(how), {
    path: ['note'],
    message: 'Say in a few words why',
  })

/** Settles an item. One that somebody else has settled meanwhile stays as it was, with this word beside it. */
const closeCommand = (
  service: string,
  InboxItem: ReturnType<typeof inboxKind>,
  reviewed: Readonly<Record<string, string>>,
) =>
  command({
    name: `${service}.closeInboxItem`,
    version: 1,
    class: 'edit',
    allow: ALL_ROLES,
    input,
    *gather({ itemId }) {
      return yield* get(InboxItem, itemId)
    },
    decide(item, { how, note }, { actor, occurredAt }) {
      if (!item) return refuse('INBOX_ITEM_UNKNOWN')
      if (!mayClose(item, actor.roles)) return refuse('INBOX_NOT_OWNER', { role: item.ownerRole })
      if (item.problems.some(({ code }) => reviewed[code])) return refuse('INBOX_NEEDS_REVIEW')
      const closing = { how, note, by: actor.userId, at: occurredAt }
      return apply([put(InboxItem, { ...item, state: 'closed', closings: [...item.closings, closing] })])
    },
  })
const refuse = reject<PlatformErrorCode>

/** Its owner's role, or an administrator. */
export const mayClose = ({ ownerRole }: Pick<InboxItemRow, 'ownerRole'>, roles: readonly Role[]): boolean =>
  roles.includes(ownerRole) || roles.includes('administrator')

/** Kind, command and inbox of one service: the same for every domain. */
export function inboxOf(
  service: string,
  own: { duties?: Duties; place?: Inbox['place']; keepOurs?: Inbox['keepOurs']; reviewed?: Inbox['reviewed'] } = {},
) {
  const InboxItem = inboxKind(service)
  const inbox: Inbox = {
    kind: InboxItem,
    duties: own.duties ?? {},
    ...(own.keepOurs ? { keepOurs: own.keepOurs } : {}),
    ...(own.reviewed ? { reviewed: own.reviewed } : {}),
    *place(name, about) {
      const item = name === `${service}.closeInboxItem` ? yield* itemOf(InboxItem, about) : null
      if (item) return placeOfItem(item)
      return own.place ? yield* own.place(name, about) : null
    },
  }
  return { InboxItem, closeInboxItem: closeCommand(service, InboxItem, own.reviewed ?? {}), inbox }
}

function* itemOf(InboxItem: ReturnType<typeof inboxKind>, about: About): Gather<InboxItemRow | null> {
  const id = idIn(about, 'itemId')
  return id ? yield* get(InboxItem, id) : null
}

const placeOfItem = ({ audience, subjectKind, subjectId, patientId, patientName }: InboxItemRow): Place | null => ({
  audience,
  subject: subjectKind && subjectId ? { kind: subjectKind, id: subjectId } : null,
  ...{ patientId, patientName },
})

/** The id under this name; null where there is none or it is no id. */
export function idIn(about: About, name: string): string | null {
  const value = about[name]
  return typeof value === 'string' && UUID_PATTERN.test(value.toLowerCase()) ? value.toLowerCase() : null
}

/** The role in which an entry was made: the first one of its maker that the command asks for. */
export const makerRole = (allow: readonly Role[] | undefined, roles: readonly Role[]): Role | null =>
  roles.find((role) => !allow || allow.includes(role)) ?? null

/** What is known of an entry by names: what was allotted under `<label>Id`, its result, its input. */
export function aboutOf(
  { allotted, input }: { allotted: { ids: Readonly<Record<string, string>> }; input: About },
  result: About | null = null,
): About {
  const made = Object.entries(allotted.ids).map(([label, id]) => [`${label}Id`, id] as const)
  return { ...Object.fromEntries(made), ...result, ...input }
}

const DAY = 24
/** Codes of the platform. What is not named has a day, and belongs to whoever made the entry. */
const platformDuties: Partial<Record<PlatformErrorCode, Duty>> = {
  INPUT_INVALID: { owner: 'administrator', hours: DAY },
  COMMAND_UNKNOWN: { owner: 'administrator', hours: DAY },
  NOT_ALLOWED: { owner: 'administrator', hours: 3 * DAY },
  NUMBER_OUTSIDE_LEASE: { owner: 'administrator', hours: DAY },
  SIGNATURE_WRONG: { owner: 'administrator', hours: DAY },
  ACTOR_UNKNOWN: { owner: 'administrator', hours: DAY },
  CLIENT_ID_USED: { owner: 'administrator', hours: DAY },
  WORKSTATION_REVOKED: { owner: 'administrator', hours: 3 * DAY },
  INTERNAL: { owner: 'administrator', hours: DAY },
}
const otherwise: Duty = { owner: 'maker', hours: DAY }

/**
 * Who looks at it, and by when: the most urgent of the problems decides. A flag names its owner itself.
 * @param maker the role in which the entry was made; null: not known
 */
export function dutyOf(
  duties: Duties,
  problems: readonly (Problem & { ownerRole?: Role })[],
  maker: Role | null,
): { ownerRole: Role; hours: number } {
  const each = problems.map(({ code, ownerRole }) => {
    const { owner, hours } = duties[code] ?? platformDuties[code as PlatformErrorCode] ?? otherwise
    return { hours, ownerRole: ownerRole ?? (owner === 'maker' ? (maker ?? 'administrator') : owner) }
  })
  return each.sort((a, b) => a.hours - b.hours)[0] ?? { ownerRole: 'administrator', hours: DAY }
}
