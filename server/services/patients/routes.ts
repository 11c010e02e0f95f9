import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import type { Authority } from '../../platform/auth/authority.ts'
import { requireDevice } from '../../platform/auth/require.ts'
import { validate } from '../../platform/http/validate.ts'
import { patientHistory } from './queries/history.ts'

const byId = z.strictObject({ id: z.uuid() })

export function patientsRoutes(app: FastifyInstance, pool: pg.Pool, authority: Authority): void {
  app.get('/v1/patients/patients/:id/history', async (request) => {
    const device = await requireDevice(authority, request)
    return patientHistory(pool, device.facilityId, validate(byId, request.params).id)
  })
}
