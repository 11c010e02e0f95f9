import { registry } from '../../src-shared/domains/registry.ts'
import type { Trust } from '../../src-shared/sync/trust.ts'
import { identityMigrations } from '../domains/identity/index.ts'
import { patientsMigrations } from '../domains/patients/index.ts'
import { wardMigrations } from '../domains/ward/index.ts'
import { Notices } from '../platform/host/notices.ts'
import { realPorts } from '../platform/ports.ts'
import { openStation, type Station } from '../platform/station.ts'
import { clockOffsetOf } from '../platform/sync/clock-offset.ts'
import type { HostArgs } from './args.ts'
import { profileDir } from './profile.ts'
import { type AppRouter, createAppRouter } from './router.ts'
import { seatAt } from './seat-at.ts'
import type { CallContext } from './trpc.ts'

export interface Workplace {
  router: AppRouter
  /** For one window or browser: who sits there. */
  openContext(): CallContext
  closeContext(context: CallContext): void
  /** By what the hospital's server is known here. */
  trust(): Trust | undefined
  close(): void
}

export interface WorkplacePlan {
  host: 'electron' | 'loopback'
  version: string
  /** Folder of all profiles. */
  dataDir: string
  args: HostArgs
}

/**
 * Opens the workstation of a profile and starts its exchange with the server; enrols it first where the arguments say how.
 * @throws ProblemError of openStation and of the enrolment
 */
export async function openWorkplace({ host, version, dataDir, args }: WorkplacePlan): Promise<Workplace> {
  const ports = realPorts()
  const notices = new Notices()
  const station = openStation({
    dir: profileDir(dataDir, args.profile),
    registry,
    migrations: [...identityMigrations, ...patientsMigrations, ...wardMigrations],
    ports,
    version,
    onNotice: notices.add,
  })
  try {
    await enrolIfAsked(station, args)
  } catch (error) {
    station.close()
    throw error
  }
  const now = () => ports.clock.now() + (clockOffsetOf(station.meta).get() ?? 0)
  const router = createAppRouter({
    station,
    notices,
    host: { host, version, profile: args.profile },
    now,
    localNow: ports.clock.now,
  })
  station.sync.start()
  station.audit.startSending()
  return {
    router,
    openContext: () => ({ seat: seatAt(station, ports, now) }),
    closeContext: ({ seat }) => seat.leave(),
    trust: () => station.device.enrolment?.tls,
    close: () => station.close(),
  }
}

async function enrolIfAsked(station: Station, { server, enrol, name, profile }: HostArgs): Promise<void> {
  if (station.device.state === 'enrolled' || !server || !enrol) return
  await station.device.enrol(server, enrol, name ?? `Workstation ${profile}`)
}
