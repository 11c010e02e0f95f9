import { z } from 'zod'
import { roleSchema } from '../../../kernel/actor.ts'

export const input = z.strictObject({
  /** Left out: a new id. Given by an import that knows the person already. */
  userId: z.uuid().nullable().default(null),
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{1,39}$/, 'Use 2 to 40 small letters, digits, dots or dashes for the sign-in name'),
  displayName: z.string().trim().min(1, 'Enter the name to show').max(80, 'The name is too long (80 at most)'),
  roles: z.array(roleSchema).min(1, 'Choose at least one role').max(6),
})
