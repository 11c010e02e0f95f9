import { references, type ServiceConstraints, unique } from '../../../platform/testing/model-store/constraints.ts'

export const identityConstraints: ServiceConstraints = {
  'identity.user': { unique: [unique('user_username_key', ['username'])] },
  'identity.pin': {
    unique: [unique('pin_user_key', ['userId'])],
    references: [references('pin', 'userId', 'identity.user')],
  },
  'identity.badge': {
    unique: [unique('badge_user_key', ['userId']), unique('badge_code_key', ['codeHash'])],
    references: [references('badge', 'userId', 'identity.user')],
  },
  'identity.roleGrant': { references: [references('role_grant', 'userId', 'identity.user')] },
  'identity.breakGlass': { references: [references('break_glass', 'userId', 'identity.user')] },
}
