import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { reason } from '../../../src-shared/kernel/fields.ts'
import { forAdministrators } from '../auth/access.ts'
import type { Authority } from '../auth/authority.ts'
import { requireAdministrator } from '../auth/require.ts'
import type { ServiceRuntime } from '../sync/runtime.ts'
import { describe, NOTHING } from './describe.ts'
import { validate } from './validate.ts'

const placeSchema = z.object({ deviceId: z.uuid() })
const bodySchema = z.strictObject({ reason })

/**
 * POST /v1/<service>/stations/<device>/reclaim: an administrator gives up what a lost workstation holds of the service's
 * pools. Only of one that was taken out of use: another may be taking from it at this moment, wherever it is.
 */
export function reclaimRoutes(app: FastifyInstance, runtime: ServiceRuntime, authority: Authority): void {
  app.post(
    `/v1/${runtime.service}/stations/:deviceId/reclaim`,
    describe(forAdministrators, {
      summary: 'Gives up what a workstation out of use holds of the service’s pools',
      params: placeSchema,
      body: bodySchema,
      answer: NOTHING,
      errors: ['WORKSTATION_IN_USE'],
    }),
    async (request) => {
      const actor = await requireAdministrator(authority, request)
      const { deviceId } = validate(placeSchema, request.params)
      const { reason: why } = validate(bodySchema, request.body)
      if ((await authority.revokedAt(deviceId)) === null) throw new ProblemError('WORKSTATION_IN_USE')
      await runtime.claims.reclaim(deviceId, why, actor)
      return {}
    },
  )
}
