import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { User } from '../records.ts'
import { displayName, username } from '../rules/names.ts'

const input = z.strictObject({ userId: z.uuid(), username, displayName })

/** Corrects a person's name, or the name to sign in with. */
export const changeUser = command({
  name: 'identity.changeUser',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input,
  *gather(entry) {
    return { user: yield* get(User, entry.userId), namesakes: yield* list(User, 'byUsername', [entry.username]) }
  },
  decide({ user, namesakes }, { userId, ...names }) {
    if (!user) return refuse('USER_UNKNOWN')
    if (namesakes.some(({ id }) => id !== userId)) return refuse('USERNAME_EXISTS', { username: names.username })
    return apply([put(User, { ...user, ...names })])
  },
})
