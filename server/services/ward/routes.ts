import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { forPeople } from '../../platform/auth/access.ts'
import { requireUser } from '../../platform/auth/require.ts'
import { describe } from '../../platform/http/describe.ts'
import type { ServiceContext } from '../../platform/service.ts'
import { listWards } from './queries/wards.ts'

const wardsSchema = z.array(
  z.strictObject({ wardId: z.uuid(), code: z.string(), name: z.string(), beds: z.int(), occupied: z.int() }),
)

type Parts = Pick<ServiceContext, 'pool' | 'authority' | 'facilityId'>

export function wardRoutes(app: FastifyInstance, { pool, authority, facilityId }: Parts): void {
  app.get(
    '/v1/ward/wards',
    describe(forPeople, { summary: 'Every ward that has beds', answer: wardsSchema }),
    async (request) => {
      await requireUser(authority, request)
      return listWards(pool, facilityId)
    },
  )
}
