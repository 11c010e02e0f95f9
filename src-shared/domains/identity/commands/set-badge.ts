import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { User } from '../records.ts'
import { Badge } from '../terminal-records.ts'

const input = z.strictObject({
  userId: z.uuid(),
  /** Made where the badge was scanned; what is printed on it never gets here. Null: the badge is withdrawn. */
  codeHash: z.string().min(20, 'The badge was not prepared correctly').max(120).nullable(),
})

/** Gives a person a badge, another one, or takes it away. */
export const setBadge = command({
  name: 'identity.setBadge',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input,
  *gather({ userId, codeHash }) {
    const user = yield* get(User, userId)
    const own = yield* list(Badge, 'byUser', [userId])
    return { user, own, others: codeHash === null ? [] : yield* list(Badge, 'byCode', [codeHash]) }
  },
  decide({ user, own, others }, { userId, codeHash }, { id }) {
    if (!user?.active) return refuse('USER_UNKNOWN')
    if (others.some((badge) => badge.userId !== userId)) return refuse('BADGE_TAKEN')
    return apply([put(Badge, { id: own[0]?.id ?? id('badge'), userId, codeHash })])
  },
})
