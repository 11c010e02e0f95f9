import type { Domain } from '../../kernel/domain.ts'
import { addUser } from './commands/add-user.ts'
import { askRebuild } from './commands/ask-rebuild.ts'
import { breakGlass } from './commands/break-glass.ts'
import { grantScopes } from './commands/grant-scopes.ts'
import { reportTokenReuse } from './commands/report-token-reuse.ts'
import { reviewBreakGlass } from './commands/review-break-glass.ts'
import { revokeWorkstation } from './commands/revoke-workstation.ts'
import { setBadge } from './commands/set-badge.ts'
import { setChartAccess } from './commands/set-chart-access.ts'
import { setPin } from './commands/set-pin.ts'
import { setPolicy } from './commands/set-policy.ts'
import { identityErrors } from './errors.ts'
import { closeInboxItem, InboxItem, inbox } from './inbox.ts'
import { Pin, RebuildRequest, User, WorkstationGrant } from './records.ts'
import { Badge, BreakGlass, ChartAccess, Policy } from './terminal-records.ts'

export type { IdentityErrorCode } from './errors.ts'
export { isTrivialPin } from './rules/pin.ts'
export { POLICY_DEFAULTS, policySchema, type TerminalPolicy } from './rules/policy.ts'
export {
  addUser,
  Badge,
  BreakGlass,
  breakGlass,
  ChartAccess,
  grantScopes,
  identityErrors,
  Pin,
  Policy,
  reviewBreakGlass,
  revokeWorkstation,
  setBadge,
  setPin,
  setPolicy,
  User,
  WorkstationGrant,
}

export const identity: Domain = {
  service: 'identity',
  kinds: [User, Pin, WorkstationGrant, RebuildRequest, InboxItem, Policy, Badge, ChartAccess, BreakGlass],
  commands: [
    addUser,
    setPin,
    grantScopes,
    revokeWorkstation,
    askRebuild,
    closeInboxItem,
    setPolicy,
    setBadge,
    setChartAccess,
    breakGlass,
    reviewBreakGlass,
    reportTokenReuse,
  ],
  sequences: [],
  errors: identityErrors,
  inbox,
}
