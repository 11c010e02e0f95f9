import type { Domain } from '../../kernel/domain.ts'
import { addUser } from './commands/add-user.ts'
import { setPin } from './commands/set-pin.ts'
import { identityErrors } from './errors.ts'
import { Pin, User } from './records.ts'

export type { IdentityErrorCode } from './errors.ts'
export { addUser, identityErrors, Pin, setPin, User }

export const identity: Domain = {
  service: 'identity',
  kinds: [User, Pin],
  commands: [addUser, setPin],
  sequences: [],
  errors: identityErrors,
}
