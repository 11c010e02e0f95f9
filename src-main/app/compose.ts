import { registry } from '../../src-shared/domains/registry.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import { EXTENSION_HOURS } from '../../src-shared/sync/cache-lease.ts'
import type { Trust } from '../../src-shared/sync/trust.ts'
import { rightsHere } from '../domains/identity/index.ts'
import { fileVault } from '../platform/device/file-vault.ts'
import { Notices } from '../platform/host/notices.ts'
import { CacheLock } from '../platform/keys/cache-lock.ts'
import { openSealed } from '../platform/keys/open-sealed.ts'
import { bestSafe, fileSafe, type KeySafe } from '../platform/keys/safe.ts'
import { type Ports, realPorts } from '../platform/ports.ts'
import type { ReadAsset } from '../platform/printing/assets.ts'
import type { Printing } from '../platform/printing/printing.ts'
import type { Seat } from '../platform/session/seat.ts'
import type { KeyedProfile, Profile } from '../platform/sqlite/disk.ts'
import { realDisk } from '../platform/sqlite/real-disk.ts'
import { openStation, type Station } from '../platform/station.ts'
import { clockOffsetOf } from '../platform/sync/clock-offset.ts'
import type { HostArgs } from './args.ts'
import { workstationMigrations } from './migrations.ts'
import { printingAt } from './printing-at.ts'
import { profileDir } from './profile.ts'
import { type AppRouter, createAppRouter } from './router.ts'
import { type LockPort, lockRouter } from './routers/lock.ts'
import { seatAt, steadyTimeOf } from './seat-at.ts'
import { type CallContext, router } from './trpc.ts'

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
  /** The keychain of this account; null: there is none that keeps anything secret. */
  systemSafe: KeySafe | null
  /** Type and programs that printing needs. */
  printAssets: ReadAsset
  /** Left out: the real ones. */
  ports?: Ports
}

/**
 * Opens the workstation of a profile and starts its exchange with the server; enrols it first where the arguments say how.
 * Where the lease of its key is over it stays locked, and opens by itself when the server answers.
 * @throws ProblemError of openStation, of the enrolment, CACHE_KEY_WRONG
 */
export async function openWorkplace(plan: WorkplacePlan): Promise<Workplace> {
  const files = realDisk().openProfile(profileDir(plan.dataDir, plan.args.profile))
  try {
    return await openOn(files, plan)
  } catch (error) {
    files.release()
    throw error
  }
}

async function openOn(files: KeyedProfile, plan: WorkplacePlan): Promise<Workplace> {
  const ports = plan.ports ?? realPorts()
  const notices = new Notices()
  const safe = bestSafe(plan.systemSafe, fileSafe(files, ports.random))
  const onStep = (step: string) => void process.stdout.write(`${step}\n`)
  const sealed = openSealed({ files, safe, ports, onStep })
  let open: Opened | null = null
  const lock = new CacheLock({
    ...{ sealed, ports },
    onOpen() {
      if (open === null && sealed.unlock()) {
        open = begin()
        startOn(open.station)
      }
    },
    // nobody can read what is left; the next start is that of a new workstation
    onRevoked: () => sealed.forget(),
  })
  const port: LockPort = Object.assign(lock, { extended })
  function extended([actorId, other]: [string, string]): void {
    const detail = { with: other, hours: EXTENSION_HOURS }
    open?.station.audit.append({ at: ports.clock.now(), actorId, action: 'lease.extended', subject: null, detail })
  }
  const begin = () => {
    const opened = openedOn(sealed.profile, { ...plan, ports, notices, lock: port })
    lock.use(opened.station.network)
    return opened
  }
  if (sealed.ring.problem !== null) await lock.renew()
  if (sealed.unlock()) {
    open ??= begin()
    await enrolIfAsked(open.station, plan.args).catch((error) => {
      open?.station.close()
      throw error
    })
    startOn(open.station)
  }
  lock.start()
  const closed = router({ lock: lockRouter(port) })
  const seats = new Map<CallContext, () => void>()
  return {
    // which of the two it is may change while it is served
    router: new Proxy({} as AppRouter, { get: (_, key) => Reflect.get(open?.router ?? closed, key) as unknown }),
    openContext() {
      let seat: Seat | null = null
      const context: CallContext = {
        get seat() {
          if (open === null) throw new ProblemError('LEASE_OVER')
          seat ??= seatAt(open.station, ports, open)
          return seat
        },
        locked: () => sealed.ring.problem,
      }
      seats.set(context, () => seat?.leave())
      return context
    },
    closeContext(context) {
      seats.get(context)?.()
      seats.delete(context)
    },
    // the closed one has been told by whom it was enrolled as well
    trust: () => (open ? open.station.device.enrolment : fileVault(sealed.profile).readEnrolment())?.tls,
    close() {
      lock.stop()
      if (open) {
        open.printing.stop()
        open.station.close()
      } else files.release()
    },
  }
}

function startOn(station: Station): void {
  station.sync.start()
  station.audit.startSending()
}

interface Opened {
  station: Station
  printing: Printing
  router: AppRouter
  /** Epoch ms by the corrected clock. */
  now(): number
  /** The same, but nobody at this workstation can turn it back. */
  steadyNow(): number
}

interface OpenPlan extends WorkplacePlan {
  ports: Ports
  notices: Notices
  lock: LockPort
}

function openedOn(profile: Profile, { host, version, args, ports, notices, lock, printAssets }: OpenPlan): Opened {
  const station = openStation({
    dir: '',
    registry,
    migrations: workstationMigrations,
    ports: { ...ports, disk: { openProfile: () => profile } },
    version,
    onNotice: notices.add,
    rightsOf: rightsHere,
  })
  const now = () => ports.clock.now() + (clockOffsetOf(station.meta).get() ?? 0)
  const steadyNow = steadyTimeOf(station, ports, now)
  const printing = printingAt(station, ports, { now, read: printAssets, folder: args['print-folder'] ?? null })
  printing.start()
  const router = createAppRouter({
    ...{ station, printing, notices, lock, now, steadyNow, localNow: ports.clock.now },
    host: { host, version, profile: args.profile },
  })
  return { station, printing, router, now, steadyNow }
}

async function enrolIfAsked(station: Station, { server, enrol, name, profile }: HostArgs): Promise<void> {
  if (station.device.state === 'enrolled' || !server || !enrol) return
  await station.device.enrol(server, enrol, name ?? `Workstation ${profile}`)
}
