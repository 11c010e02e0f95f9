import { z } from 'zod'
import type { ConnectionView, FleetView, StuckView } from '../../../src-shared/domains/fleet/views.ts'
import { reason } from '../../../src-shared/kernel/fields.ts'
import { administrators, problemView, procedure, router } from '../../app/trpc.ts'
import type { Station } from '../../platform/station.ts'
import { staffName } from '../identity/index.ts'
import { connectionHere } from './queries/connection.ts'
import { askRebuild, reclaim, stuckEntries, workstations } from './queries/workstations.ts'

const byDevice = z.strictObject({ deviceId: z.uuid() })
const reclaiming = z.strictObject({ deviceId: z.uuid(), reason })

/** How this workstation and the others stand with the server. `now`: this computer's clock, epoch ms. */
export function fleetRouter(station: Station, now: () => number) {
  const asking = (userId: string) => ({ people: station.people, userId })
  const words = { problem: problemView, person: (userId: string) => staffName(station.db, userId) }
  return router({
    connection: procedure.query((): ConnectionView => connectionHere(station, problemView)),
    tryNow: procedure.mutation((): Promise<void> => station.sync.syncNow()),
    rebuild: procedure.mutation(({ ctx }): void => station.rebuild.begin({ actor: ctx.actor })),
    workstations: administrators.query(
      ({ ctx }): Promise<FleetView> =>
        workstations(asking(ctx.actor.userId), station.device.enrolment?.deviceId ?? null, now),
    ),
    stuck: administrators
      .input(byDevice)
      .query(({ ctx, input }): Promise<StuckView[]> => stuckEntries(asking(ctx.actor.userId), input.deviceId, words)),
    askRebuild: administrators
      .input(byDevice)
      .mutation(({ ctx, input }): Promise<void> => askRebuild(asking(ctx.actor.userId), input.deviceId)),
    reclaim: administrators
      .input(reclaiming)
      .mutation(({ ctx, input }): Promise<void> => reclaim(asking(ctx.actor.userId), input.deviceId, input.reason)),
  })
}
