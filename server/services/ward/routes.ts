import type { FastifyInstance } from 'fastify'
import { forPeople } from '../../platform/auth/access.ts'
import { requireUser } from '../../platform/auth/require.ts'
import type { ServiceContext } from '../../platform/service.ts'
import { listWards } from './queries/wards.ts'

type Parts = Pick<ServiceContext, 'pool' | 'authority' | 'facilityId'>

export function wardRoutes(app: FastifyInstance, { pool, authority, facilityId }: Parts): void {
  app.get('/v1/ward/wards', forPeople, async (request) => {
    await requireUser(authority, request)
    return listWards(pool, facilityId)
  })
}
