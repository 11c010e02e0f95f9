import { z } from 'zod'
import { apply, command } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { User } from '../records.ts'

/** Somebody gets a password for one sign-in. It is made and kept at the server; here it is only said that it was. */
export const resetPassword = command({
  name: 'identity.resetPassword',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input: z.strictObject({ userId: z.uuid() }),
  *gather({ userId }) {
    return yield* get(User, userId)
  },
  decide(user) {
    return user?.active ? apply([]) : refuse('USER_UNKNOWN')
  },
})
