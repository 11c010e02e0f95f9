import type { Domain } from '../../kernel/domain.ts'
import { addUser } from './commands/add-user.ts'
import { askRebuild } from './commands/ask-rebuild.ts'
import { grantScopes } from './commands/grant-scopes.ts'
import { revokeWorkstation } from './commands/revoke-workstation.ts'
import { setPin } from './commands/set-pin.ts'
import { identityErrors } from './errors.ts'
import { closeInboxItem, InboxItem, inbox } from './inbox.ts'
import { Pin, RebuildRequest, User, WorkstationGrant } from './records.ts'

export type { IdentityErrorCode } from './errors.ts'
export { addUser, grantScopes, identityErrors, Pin, revokeWorkstation, setPin, User, WorkstationGrant }

export const identity: Domain = {
  service: 'identity',
  kinds: [User, Pin, WorkstationGrant, RebuildRequest, InboxItem],
  commands: [addUser, setPin, grantScopes, revokeWorkstation, askRebuild, closeInboxItem],
  sequences: [],
  errors: identityErrors,
  inbox,
}
