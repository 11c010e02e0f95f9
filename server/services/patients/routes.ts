import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { forSeatedPeople } from '../../platform/auth/access.ts'
import { requireSeated } from '../../platform/auth/require.ts'
import { describe } from '../../platform/http/describe.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServiceContext } from '../../platform/service.ts'
import { chartGate } from './chart-gate.ts'
import { patientHistory } from './queries/history.ts'

const byId = z.strictObject({ id: z.uuid() })
const time = z.int().nullable()
const historySchema = z.strictObject({
  encounters: z.array(
    z.strictObject({
      ...{ id: z.uuid(), class: z.string(), type: z.string().nullable(), reason: z.string().nullable() },
      ...{ startedAt: z.int(), endedAt: time },
    }),
  ),
  conditions: z.array(
    z.strictObject({
      ...{ id: z.uuid(), display: z.string(), clinicalStatus: z.string().nullable(), onsetAt: time, abatedAt: time },
    }),
  ),
})

export function patientsRoutes(context: Pick<ServiceContext, 'app' | 'pool' | 'authority' | 'facilityId' | 'wardOf'>) {
  const { app, pool, authority, facilityId } = context
  const isOpen = chartGate(context.wardOf)

  app.get(
    '/v1/patients/patients/:id/history',
    describe(forSeatedPeople, {
      summary: 'Earlier encounters and conditions, newest first, 500 of each at most',
      params: byId,
      answer: historySchema,
      errors: ['BREAK_GLASS_NEEDED', 'SERVICE_UNAVAILABLE'],
    }),
    async (request) => {
      const person = await requireSeated(authority, request)
      const { id } = validate(byId, request.params)
      if (!(await isOpen(person, id))) throw new ProblemError('BREAK_GLASS_NEEDED', { patientId: id, name: null })
      return patientHistory(pool, facilityId, id)
    },
  )
}
