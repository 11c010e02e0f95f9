import { z } from 'zod'
import { breakGlass, reviewBreakGlass } from '../../../src-shared/domains/identity/index.ts'
import { administrators, procedure, router, save, saveProven } from '../../app/trpc.ts'
import type { Station } from '../../platform/station.ts'
import type { ChartGate } from './chart-gate.ts'
import { wardsOf } from './queries/chart-access.ts'
import { hasBadge } from './queries/staff.ts'

const byUser = z.strictObject({ userId: z.uuid() })
const byPatient = z.strictObject({ patientId: z.uuid() })

/** What staff do about each other's charts. */
export function identityRouter(station: Station, gate: ChartGate, now: () => number) {
  return router({
    breakGlass: saveProven(station, breakGlass),
    /** The own opening of this chart while it lasts, for the banner; null: none was needed. */
    opened: procedure.input(byPatient).query(({ ctx, input }) => gate.opened(ctx.actor, input.patientId)),
    atTerminals: administrators.input(byUser).query(({ input: { userId } }) => ({
      hasBadge: hasBadge(station.db, userId),
      wards: wardsOf(station.db, userId, now()),
    })),
    reviewBreakGlass: save(station, reviewBreakGlass),
  })
}
