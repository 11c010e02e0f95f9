import { z } from 'zod'
import { policySchema, type TerminalPolicy } from '../../../src-shared/domains/identity/index.ts'
import { registry } from '../../../src-shared/domains/registry.ts'
import { badgeHash, listStaff, setOwnPin, terminalPolicy } from '../../domains/identity/index.ts'
import { successful } from '../../platform/device/enrol.ts'
import type { SessionView } from '../../platform/session/seat.ts'
import type { Station } from '../../platform/station.ts'
import { administrators, openProcedure, procedure, router } from '../trpc.ts'
import type { LockPort } from './lock.ts'

const username = z.string().trim().min(1).max(40)
const password = z.string().min(1).max(200)
const pin = z.string().min(1).max(20)
const signIn = z.strictObject({ username, password })
const switchUser = z.strictObject({ username, pin })
const badge = z.strictObject({ code: z.string().trim().min(1).max(200) })
const ownPin = z.strictObject({ password, pin })
const newPassword = z.strictObject({ username, password, newPassword: password })
const setBadge = z.strictObject({ userId: z.uuid(), code: badge.shape.code.nullable() })
const chartAccess = z.strictObject({ userId: z.uuid(), wards: z.array(z.uuid()).max(200) })
const subject = { name: z.string().max(80), version: z.int().positive(), input: z.record(z.string(), z.unknown()) }
const prove = z.strictObject({
  ...subject,
  secret: z.union([z.strictObject({ pin }), z.strictObject({ password })]),
  witness: switchUser.nullable().default(null),
})
const enrol = z.strictObject({
  serverUrl: z.url({ protocol: /^https?$/, error: 'Enter the address of the server, such as http://10.0.0.10:8080' }),
  code: z.string().trim().min(1).max(80),
  name: z.string().trim().min(1).max(60),
})

/** Who sits here, who could, and how this workstation becomes one of the hospital. */
export function sessionRouter(station: Station, lock: Pick<LockPort, 'remember'> | undefined, now: () => number) {
  const facilityId = () => station.device.enrolment?.facilityId ?? ''
  const send = async (path: string, actorId: string, body: unknown): Promise<void> => {
    successful(await station.people.request(actorId, 'POST', path, body))
    void station.sync.syncNow()
  }
  return router({
    current: openProcedure.query(({ ctx }): SessionView | null => ctx.seat.current()),
    staff: openProcedure.query(() => listStaff(station.db, now())),
    policy: openProcedure.query((): TerminalPolicy => terminalPolicy(station.db)),
    signIn: openProcedure.input(signIn).mutation(async ({ ctx, input }): Promise<SessionView> => {
      const view = await ctx.seat.signIn(input.username, input.password)
      // beside: it takes longer than the sign-in itself
      lock?.remember(view, input).catch(() => {})
      return view
    }),
    switchUser: openProcedure
      .input(switchUser)
      .mutation(({ ctx, input }): Promise<SessionView> => ctx.seat.switchUser(input.username, input.pin)),
    scanBadge: openProcedure
      .input(badge)
      .mutation(({ ctx, input }): Promise<SessionView> => ctx.seat.scanBadge(input.code)),
    lock: openProcedure.mutation(({ ctx }): void => ctx.seat.lock()),
    /** A key was pressed or the pointer moved: this side locks by itself where that stays away. */
    touch: openProcedure.mutation(({ ctx }): void => ctx.seat.touch()),
    /** @returns the id that the command will have, and by which `save` redeems the proof */
    prove: procedure.input(prove).mutation(async ({ ctx, input: { secret, witness, ...what } }) => ({
      proofId: await ctx.seat.prove(what, secret, witness, registry.command(what.name, what.version)?.witness),
    })),
    setPin: procedure.input(ownPin).mutation(async ({ ctx, input }): Promise<void> => {
      const owner = ctx.seat.current()
      if (owner) await setOwnPin(station, owner.username, input)
    }),
    /** One's own, by the old one or the one that was given for one sign-in. */
    changePassword: openProcedure.input(newPassword).mutation(async ({ input }): Promise<void> => {
      successful(await station.network.request('POST', '/v1/identity/password', input))
    }),
    setBadge: administrators.input(setBadge).mutation(async ({ ctx, input: { userId, code } }) => {
      const codeHash = code === null ? null : await badgeHash(code, facilityId())
      await send('/v1/identity/badge', ctx.actor.userId, { userId, codeHash })
    }),
    setPolicy: administrators
      .input(policySchema)
      .mutation(({ ctx, input }) => send('/v1/identity/policy', ctx.actor.userId, input)),
    setChartAccess: administrators
      .input(chartAccess)
      .mutation(({ ctx, input }) => send('/v1/identity/chart-access', ctx.actor.userId, input)),
    enrol: openProcedure.input(enrol).mutation(async ({ input }): Promise<void> => {
      await station.device.enrol(input.serverUrl, input.code, input.name)
      station.sync.start()
    }),
  })
}
