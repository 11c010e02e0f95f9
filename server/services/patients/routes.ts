import { z } from 'zod'
import { Patient } from '../../../src-shared/domains/patients/index.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { forSeatedPeople } from '../../platform/auth/access.ts'
import { requireSeated } from '../../platform/auth/require.ts'
import { describe } from '../../platform/http/describe.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServiceContext } from '../../platform/service.ts'
import { chartGate } from './chart-gate.ts'
import { patientHistory } from './queries/history.ts'
import { searchPatients } from './queries/search.ts'

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

const searchQuery = z.strictObject({
  text: z.string().trim().min(1).max(80),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
const found = z.strictObject({
  ...{ id: z.uuid(), phn: z.string(), familyName: z.string(), givenName: z.string() },
  ...{ sex: z.string(), birthDate: z.string().nullable() },
})

type Parts = Pick<ServiceContext, 'app' | 'pool' | 'authority' | 'facilityId' | 'runtime' | 'wardOf'>

export function patientsRoutes(context: Parts) {
  const { app, pool, authority, facilityId, runtime } = context
  const isOpen = chartGate(context.wardOf)

  app.get(
    '/v1/patients/search',
    describe(forSeatedPeople, {
      summary: 'Patients by PHN, NIC or the beginnings of their names, best first; merged records are left out',
      query: searchQuery,
      answer: z.strictObject({ items: z.array(found) }),
    }),
    async (request) => {
      const { userId } = await requireSeated(authority, request)
      const items = await searchPatients(pool, facilityId, validate(searchQuery, request.query))
      if (items.length > 0)
        await runtime.noteRead({ actorId: userId, what: Patient.name, patients: items.map(({ id }) => id) })
      return { items }
    },
  )

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
