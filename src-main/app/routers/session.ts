import { z } from 'zod'
import { listStaff } from '../../domains/identity/index.ts'
import type { SessionView } from '../../platform/session/seat.ts'
import type { Station } from '../../platform/station.ts'
import { openProcedure, router } from '../trpc.ts'

const signIn = z.strictObject({ username: z.string().trim().min(1).max(40), password: z.string().min(1).max(200) })
const switchUser = z.strictObject({ username: z.string().trim().min(1).max(40), pin: z.string().min(1).max(20) })
const enrol = z.strictObject({
  serverUrl: z.url({ protocol: /^https?$/, error: 'Enter the address of the server, such as http://10.0.0.10:8080' }),
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(60),
})

/** Who sits here, who could, and how this workstation becomes one of the hospital. */
export function sessionRouter(station: Station) {
  return router({
    current: openProcedure.query(({ ctx }): SessionView | null => ctx.seat.current()),
    staff: openProcedure.query(() => listStaff(station.db)),
    signIn: openProcedure
      .input(signIn)
      .mutation(({ ctx, input }): Promise<SessionView> => ctx.seat.signIn(input.username, input.password)),
    switchUser: openProcedure
      .input(switchUser)
      .mutation(({ ctx, input }): Promise<SessionView> => ctx.seat.switchUser(input.username, input.pin)),
    lock: openProcedure.mutation(({ ctx }): void => ctx.seat.lock()),
    enrol: openProcedure.input(enrol).mutation(async ({ input }): Promise<void> => {
      await station.device.enrol(input.serverUrl, input.code, input.name)
      station.sync.start()
    }),
  })
}
