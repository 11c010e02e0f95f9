import { z } from 'zod'
import { apply, command } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { User } from '../records.ts'

const input = z.strictObject({
  userId: z.uuid(),
  /** The workstation that the token was given to. */
  deviceId: z.uuid(),
})

/** The server ended a person's session because a token of it was used twice: an administrator looks why. */
export const reportTokenReuse = command({
  name: 'identity.reportTokenReuse',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  internal: true,
  input,
  *gather({ userId }) {
    return yield* get(User, userId)
  },
  decide(user) {
    const params = { name: user?.displayName ?? '' }
    return apply([], {}, [{ code: 'SIGN_IN_REUSED', params, ownerRole: 'administrator' }])
  },
})
