import type { Actor } from '../../../kernel/actor.ts'
import type { Decision } from '../../../kernel/command.ts'
import { refuse } from '../errors.ts'

/** Nobody changes her own rights: so there is always an administrator left, the one who acts. */
export const refuseOwn = (actor: Actor, userId: string): Decision | null =>
  actor.userId === userId ? refuse('RIGHTS_OWN') : null
