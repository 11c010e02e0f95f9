import { z } from 'zod'
import { lotSchema } from '../../../src-shared/domains/pharmacy/stock-records.ts'
import { forSeatedPeople } from '../../platform/auth/access.ts'
import { requireSeated } from '../../platform/auth/require.ts'
import { describe } from '../../platform/http/describe.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServiceContext } from '../../platform/service.ts'
import { lotGiven, MOST_GIVEN } from './queries/lot.ts'

const byLot = z.strictObject({ id: z.uuid(), lot: lotSchema })
const givenSchema = z.strictObject({
  given: z.array(
    z.strictObject({
      ...{ lineId: z.uuid(), at: z.int(), department: z.string(), patientId: z.uuid().nullable() },
      ...{ quantity: z.int(), returned: z.int() },
    }),
  ),
})

export function pharmacyRoutes({ app, pool, authority, facilityId }: ServiceContext): void {
  app.get(
    '/v1/pharmacy/products/:id/lots/:lot/given',
    describe(forSeatedPeople, {
      summary: `Who was given something of a lot, at every department, newest first, ${MOST_GIVEN} at most; pharmacists alone are told the patients`,
      params: byLot,
      answer: givenSchema,
    }),
    async (request) => {
      const person = await requireSeated(authority, request)
      const { id, lot } = validate(byLot, request.params)
      const given = await lotGiven(pool, facilityId, id, lot)
      const isTold = person.roles.includes('pharmacist')
      return { given: given.map((line) => ({ ...line, patientId: isTold ? line.patientId : null })) }
    },
  )
}
