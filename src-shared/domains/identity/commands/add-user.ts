import { z } from 'zod'
import { roleSchema } from '../../../kernel/actor.ts'
import { apply, command, put } from '../../../kernel/command.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { User } from '../records.ts'
import { displayName, username } from '../rules/names.ts'

const input = z.strictObject({
  /** Left out: a new id. Given by an import that knows the person already. */
  userId: z.uuid().nullable().default(null),
  username,
  displayName,
  roles: z
    .array(roleSchema)
    .min(1, 'Choose at least one role')
    .max(6)
    .transform((roles) => [...new Set(roles)]),
})

/** Adds somebody to the staff. The first password is given at the server, where passwords stay. */
export const addUser = command({
  name: 'identity.addUser',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input,
  *gather(entry, context) {
    const existing = yield* get(User, entry.userId ?? context.id('user'))
    return { existing, namesakes: yield* list(User, 'byUsername', [entry.username]) }
  },
  decide({ existing, namesakes }, { userId, ...person }, context) {
    if (existing) return refuse('USER_EXISTS', { username: existing.username })
    if (namesakes.length > 0) return refuse('USERNAME_EXISTS', { username: person.username })
    const id = userId ?? context.id('user')
    return apply([put(User, { id, ...person, active: true })], { userId: id })
  },
})
