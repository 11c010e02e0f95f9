import { useQuery } from '@tanstack/react-query'
import type { Role } from '../../../../src-shared/kernel/actor.ts'
import { useApi } from '../../../platform/api.ts'

/** What the person here is; only to leave away what would be refused: the command itself asks. */
export function useRoles(): readonly Role[] {
  const api = useApi()
  return useQuery(api.session.current.queryOptions()).data?.roles ?? []
}
