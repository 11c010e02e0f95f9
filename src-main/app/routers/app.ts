import { registry } from '../../../src-shared/domains/registry.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import { merged } from '../../platform/host/stream.ts'
import type { SyncStatus } from '../../platform/sync/sync-client.ts'
import type { RouterDeps } from '../router.ts'
import { openProcedure, type ProblemView, problemView, router } from '../trpc.ts'

export interface AppInfo {
  host: 'electron' | 'loopback'
  version: string
  profile: string
  facilityName: string | null
  enrolled: boolean
  deviceName: string | null
  /** Minutes east of UTC. */
  utcOffsetMinutes: number
}
export interface StatusView extends Omit<SyncStatus, 'services'> {
  notices: ProblemView[]
}

/** The workstation itself: what it is, how it stands with the server, and what has just changed. */
export function appRouter(deps: RouterDeps) {
  const { station, notices } = deps
  return router({
    info: openProcedure.query(() => infoOf(deps)),
    status: openProcedure.subscription(async function* ({ signal }): AsyncGenerator<StatusView, void> {
      const listen = (heard: (value: null) => void) => {
        const stops = [station.sync.statusChanges.on(() => heard(null)), notices.changes.on(() => heard(null))]
        heard(null)
        return () => stops.forEach((stop) => void stop())
      }
      // the sync tells of every turn it takes; most change nothing that is shown
      let shown = ''
      for await (const _ of merged(listen, () => null, signal)) {
        const status = statusOf(deps)
        const json = JSON.stringify(status)
        if (json === shown) continue
        shown = json
        yield status
      }
    }),
    changes: openProcedure.subscription(async function* ({ signal }): AsyncGenerator<{ kinds: string[] }, void> {
      const union = (a: { kinds: string[] }, b: { kinds: string[] }) => ({
        kinds: [...new Set([...a.kinds, ...b.kinds])],
      })
      yield* merged(station.changes.on, union, signal)
    }),
  })
}

function infoOf({ station, host }: RouterDeps): AppInfo {
  const { enrolment } = station.device
  return {
    ...host,
    facilityName: enrolment?.facilityName ?? null,
    enrolled: enrolment !== null,
    deviceName: enrolment?.deviceName ?? null,
    utcOffsetMinutes: enrolment?.utcOffsetMinutes ?? 0,
  }
}

function statusOf({ station, notices, lock }: RouterDeps): StatusView {
  const { services, ...status } = station.sync.status()
  return {
    ...status,
    notices: [...notices.list(), ...(lock?.notices() ?? []), ...standing(services), ...fewNumbers(station)].map(
      problemView,
    ),
  }
}

/** What keeps a service from being reached although the server answers: too old, revoked, not granted. */
function standing(services: SyncStatus['services']): Problem[] {
  const codes = services.flatMap(({ pushProblem, pullProblem }) => [pushProblem, pullProblem])
  const told = codes.filter(
    (code): code is string => code !== null && !['SERVER_UNREACHABLE', 'NOT_ENROLLED'].includes(code),
  )
  return [...new Set(told)].map((code) => ({ code, params: {} }))
}

const FEW = 0.2

/** Told before something is typed that could not be saved. While the server answers they fill up by themselves. */
function fewNumbers(station: RouterDeps['station']): Problem[] {
  const { connection } = station.sync.status()
  if (connection === 'online' || station.device.enrolment === null) return []
  return registry.domains.flatMap(({ sequences }) =>
    sequences.flatMap(({ name, leaseSize }): Problem[] => {
      const left = station.numbersLeft(name)
      if (left > leaseSize * FEW) return []
      const sequence = name.toUpperCase()
      return [
        left === 0
          ? { code: 'NUMBERS_EXHAUSTED', params: { sequence } }
          : { code: 'NUMBERS_LOW', params: { sequence, left } },
      ]
    }),
  )
}
