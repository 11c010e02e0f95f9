import { User } from '../../../src-shared/domains/identity/index.ts'
import type { Resource } from '../../platform/http/resources/resource.ts'

/** Their changes have routes of their own, which end sessions too. */
export const identityResources: readonly Resource[] = [
  {
    ...{ name: 'users', kind: User, access: 'administrator', summary: 'People who work here' },
    filters: ['username', 'active'],
  },
]
