import { uuidV7 } from '../../src-shared/kernel/ids.ts'
import { badgeHash, staffDirectory, terminalPolicy } from '../domains/identity/index.ts'
import type { Ports } from '../platform/ports.ts'
import { PinTries } from '../platform/session/pin-tries.ts'
import { Seat } from '../platform/session/seat.ts'
import { Shifts } from '../platform/session/shifts.ts'
import { SteadyTime } from '../platform/session/steady-time.ts'
import type { Station } from '../platform/station.ts'

/**
 * Time at this workstation that nobody can turn back. One for all that go by it: a second one has not seen what the first
 * has. `now`: epoch ms by the corrected clock.
 */
export function steadyTimeOf(station: Station, { clock }: Pick<Ports, 'clock'>, now: () => number): () => number {
  const time = new SteadyTime({ clock, meta: station.meta, wall: now, online: () => isOnline(station) })
  time.now()
  return () => time.now()
}

/** A seat that nobody has taken yet. */
export function seatAt(
  station: Station,
  ports: Pick<Ports, 'clock' | 'random'>,
  { now, steadyNow }: { now(): number; steadyNow(): number },
): Seat {
  const { db, meta, network, people, audit } = station
  return new Seat({
    staff: staffDirectory(db, now),
    ...{ network, tokens: people, audit, now, monotonic: ports.clock.monotonic },
    tries: new PinTries(meta, ports.clock),
    shifts: new Shifts(meta, steadyNow),
    policy: () => terminalPolicy(db),
    online: () => isOnline(station),
    hashBadge: (code) => badgeHash(code, station.device.enrolment?.facilityId ?? ''),
    newId: () => uuidV7(Math.max(0, now()), ports.random.bytes(10)),
  })
}

const isOnline = (station: Station): boolean => station.sync.status().connection === 'online'
