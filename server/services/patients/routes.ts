import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { forSeatedPeople } from '../../platform/auth/access.ts'
import { requireSeated } from '../../platform/auth/require.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServiceContext } from '../../platform/service.ts'
import { chartGate } from './chart-gate.ts'
import { patientHistory } from './queries/history.ts'

const byId = z.strictObject({ id: z.uuid() })

export function patientsRoutes(context: Pick<ServiceContext, 'app' | 'pool' | 'authority' | 'facilityId' | 'wardOf'>) {
  const { app, pool, authority, facilityId } = context
  const isOpen = chartGate(context.wardOf)

  app.get('/v1/patients/patients/:id/history', forSeatedPeople, async (request) => {
    const person = await requireSeated(authority, request)
    const { id } = validate(byId, request.params)
    if (!(await isOpen(person, id))) throw new ProblemError('BREAK_GLASS_NEEDED', { patientId: id, name: null })
    return patientHistory(pool, facilityId, id)
  })
}
