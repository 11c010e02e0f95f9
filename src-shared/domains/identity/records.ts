import { z } from 'zod'
import { roleSchema } from '../../kernel/actor.ts'
import { kind } from '../../kernel/kind.ts'

/** A person who works here. Passwords never leave the server; see Pin for what a workstation holds. */
export const User = kind({
  name: 'identity.user',
  fields: {
    username: z.string().min(2).max(40),
    displayName: z.string().min(1).max(80),
    roles: z.array(roleSchema).min(1),
    active: z.boolean(),
  },
  indexes: { byUsername: ['username'] },
  scope: { type: 'fixed', scope: 'staff' },
})

/** Verifier of the PIN that switches users at a shared terminal, offline too: an argon2id string, never the PIN. */
export const Pin = kind({
  name: 'identity.pin',
  fields: { userId: z.uuid(), verifier: z.string().startsWith('$argon2id$').max(200) },
  indexes: { byUser: ['userId'] },
  scope: { type: 'fixed', scope: 'staff' },
})
