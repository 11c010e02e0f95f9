import { staffDirectory } from '../../domains/identity/index.ts'
import { Notices } from '../../platform/host/notices.ts'
import { PinTries } from '../../platform/session/pin-tries.ts'
import { Seat } from '../../platform/session/seat.ts'
import type { Rig } from '../../platform/sync/testing/rig.ts'
import { createAppRouter } from '../router.ts'

/** The router over a real station, as a screen calls it; nobody sits there yet. */
export function callerOf({ station, time }: Rig) {
  const now = () => time.now
  const seat = new Seat({
    staff: staffDirectory(station.db),
    network: station.network,
    tries: new PinTries(station.meta),
    audit: station.audit,
    now,
  })
  const host = { host: 'loopback', version: '1.0.0', profile: 'a' } as const
  const router = createAppRouter({ station, notices: new Notices(), now, localNow: now, host })
  return router.createCaller({ seat })
}
