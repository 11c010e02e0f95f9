import { Notices } from '../../platform/host/notices.ts'
import { assetsOfSources } from '../../platform/printing/assets.ts'
import { Shifts } from '../../platform/session/shifts.ts'
import type { Rig } from '../../platform/sync/testing/rig.ts'
import { printingAt } from '../printing-at.ts'
import { createAppRouter } from '../router.ts'
import { seatAt, steadyTimeOf } from '../seat-at.ts'

/** These have given their password here a moment ago. */
export function onShift({ station, time }: Rig, ...userIds: string[]): void {
  const shifts = new Shifts(station.meta, () => time.now)
  for (const userId of userIds) shifts.begin(userId)
}

/** The router over a real station, as a screen calls it; nobody sits there yet. */
export function callerOf(rig: Rig) {
  const { router, seat } = routerOf(rig)
  return router.createCaller({ seat })
}

/** `domain.name` of everything that a screen can ask. */
export const procedurePaths = (rig: Rig): string[] => Object.keys(routerOf(rig).router._def.procedures)

function routerOf({ station, time, ports }: Rig) {
  const now = () => time.now
  const steadyNow = steadyTimeOf(station, ports, now)
  const seat = seatAt(station, ports, { now, steadyNow })
  const host = { host: 'loopback', version: '1.0.0', profile: 'a' } as const
  const router = createAppRouter({
    station,
    printing: printingAt(station, ports, { now, read: assetsOfSources(import.meta.url), folder: null }),
    notices: new Notices(),
    now,
    steadyNow,
    localNow: now,
    host,
  })
  return { router, seat }
}
