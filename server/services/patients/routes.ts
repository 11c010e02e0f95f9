import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { forWorkstationsInUse } from '../../platform/auth/access.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import { requireDeviceInUse } from '../../platform/auth/require.ts'
import { validate } from '../../platform/http/validate.ts'
import { patientHistory } from './queries/history.ts'

const byId = z.strictObject({ id: z.uuid() })

export function patientsRoutes(app: FastifyInstance, pool: pg.Pool, authority: Authority): void {
  app.get('/v1/patients/patients/:id/history', forWorkstationsInUse, async (request) => {
    const device = await requireDeviceInUse(authority, request)
    return patientHistory(pool, device.facilityId, validate(byId, request.params).id)
  })
}
