import { z } from 'zod'
import { type AuditPageView, auditAsks, auditPageViewSchema } from '../../../src-shared/domains/audit/views.ts'
import { administrators, router } from '../../app/trpc.ts'
import { successful } from '../../platform/device/enrol.ts'
import type { Station } from '../../platform/station.ts'

const asked = z.strictObject({
  ask: z.enum(auditAsks),
  id: z.uuid().nullish(),
  /** Where the page before ended. */
  cursor: z.string().max(300).nullish(),
})

/** The hospital's audit, for those who look after privacy; only online. To look at it is a read like any other. */
export function auditRouter(station: Pick<Station, 'people' | 'audit'>) {
  return router({
    page: administrators.input(asked).query(async ({ ctx, input }): Promise<AuditPageView> => {
      const { userId } = ctx.actor
      const { ask, id, cursor } = input
      const patientIds = ask === 'patient' && id ? [id] : []
      await station.audit.read({ actor: ctx.actor, action: 'read.audit', subject: id ?? ask, patientIds })
      const query = { ask, ...(id ? { id } : {}), ...(cursor ? { before: cursor } : {}) }
      const answer = await station.people.request(userId, 'GET', `/v1/audit/events?${new URLSearchParams(query)}`)
      return auditPageViewSchema.parse(successful(answer))
    }),
  })
}
