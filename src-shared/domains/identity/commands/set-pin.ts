import { z } from 'zod'
import { ALL_ROLES } from '../../../kernel/actor.ts'
import { apply, command, put } from '../../../kernel/command.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Pin, User } from '../records.ts'

const input = z.strictObject({
  userId: z.uuid(),
  /** Argon2id string made where the PIN was typed; the PIN itself never gets here. */
  verifier: z.string().startsWith('$argon2id$', 'The PIN was not prepared correctly').max(200),
})

/** Sets or replaces the PIN that switches users at a shared terminal. */
export const setPin = command({
  name: 'identity.setPin',
  version: 1,
  class: 'online',
  allow: ALL_ROLES,
  input,
  *gather({ userId }) {
    const user = yield* get(User, userId)
    return { user, pins: yield* list(Pin, 'byUser', [userId]) }
  },
  decide({ user, pins }, { userId, verifier }, { actor, id }) {
    if (!user?.active) return refuse('USER_UNKNOWN')
    if (actor.userId !== userId && !actor.roles.includes('administrator')) return refuse('PIN_NOT_OWN')
    return apply([put(Pin, { id: pins[0]?.id ?? id('pin'), userId, verifier })])
  },
})
