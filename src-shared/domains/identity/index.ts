import type { Domain } from '../../kernel/domain.ts'
import { addUser } from './commands/add-user.ts'
import { askRebuild } from './commands/ask-rebuild.ts'
import { breakGlass } from './commands/break-glass.ts'
import { changeUser } from './commands/change-user.ts'
import { deactivateUser, reactivateUser } from './commands/deactivate-user.ts'
import { endGrant } from './commands/end-grant.ts'
import { grantRole } from './commands/grant-role.ts'
import { grantScopes } from './commands/grant-scopes.ts'
import { reportTokenReuse } from './commands/report-token-reuse.ts'
import { resetPassword } from './commands/reset-password.ts'
import { reviewBreakGlass } from './commands/review-break-glass.ts'
import { revokeWorkstation } from './commands/revoke-workstation.ts'
import { setBadge } from './commands/set-badge.ts'
import { setChartAccess } from './commands/set-chart-access.ts'
import { setPin } from './commands/set-pin.ts'
import { setPolicy } from './commands/set-policy.ts'
import { identityErrors } from './errors.ts'
import { RoleGrant } from './grant-records.ts'
import { closeInboxItem, InboxItem, inbox } from './inbox.ts'
import { Pin, RebuildRequest, User, WorkstationGrant } from './records.ts'
import { Badge, BreakGlass, ChartAccess, Policy } from './terminal-records.ts'

export type { IdentityErrorCode } from './errors.ts'
export { relationships } from './grant-records.ts'
export { PASSWORD_LENGTH, passwordProblem } from './rules/password.ts'
export { isTrivialPin } from './rules/pin.ts'
export { POLICY_DEFAULTS, policySchema, type TerminalPolicy } from './rules/policy.ts'
export { chartWards, counts, type GrantTimes, rolesAt, rolesOf } from './rules/rights.ts'
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
  RoleGrant,
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
  kinds: [User, Pin, WorkstationGrant, RebuildRequest, InboxItem, Policy, Badge, ChartAccess, BreakGlass, RoleGrant],
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
    resetPassword,
    grantRole,
    endGrant,
    changeUser,
    deactivateUser,
    reactivateUser,
  ],
  sequences: [],
  errors: identityErrors,
  inbox,
}
