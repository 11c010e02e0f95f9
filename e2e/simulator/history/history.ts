import type { Ending } from '../station/sim-disk.ts'
import type { Weather } from '../world/weather.ts'

export const STATIONS = 3
export const SERVICES = ['patients', 'ward', 'depot', 'pharmacy'] as const
export type SimService = (typeof SERVICES)[number]

/** What somebody does at a workstation; which row it is done to is chosen by `pick` among those that it shows. */
export const WORK = [
  'register',
  'arrival',
  'registerSame',
  'update',
  'allergy',
  'noAllergies',
  'retractAllergy',
  'admit',
  'transfer',
  'vitals',
  'vitalsRound',
  'vitalsAnywhere',
  'markInError',
  'isolation',
  'discharge',
  'dischargeWhole',
  'cancelDischarge',
  'invalid',
  'stranger',
  'closeItem',
  'issue',
  'giveBack',
  'receive',
  'dispense',
  'bringBack',
] as const
export type Work = (typeof WORK)[number]

/** One thing that happens; `after` is the pause before it, ms. */
export type Step = { after: number } & (
  | { type: 'work'; station: number; what: Work; pick: number; variant: number }
  | { type: 'end'; station: number; how: Ending; calls: number; downMs: number }
  | { type: 'serverDies'; steps: number; downMs: number }
  | { type: 'cut'; station: number; way: 'out' | 'in' | 'both'; ms: number }
  | { type: 'silence'; service: SimService; ms: number }
  | { type: 'clock'; who: number; ms: number }
  | { type: 'backup' }
  | { type: 'restore' }
  | { type: 'grant'; station: number; wards: number }
  | { type: 'revoke'; station: number }
  | { type: 'compact'; service: SimService; keepMs: number; restMs: number }
  | { type: 'fill'; station: number; ms: number }
)

/** Everything that decides how a world goes on: the same history is the same run. */
export interface History {
  /** Of all chance inside the world: who is first, how long a message takes, what is lost. */
  seed: number
  weather: Weather
  /** Of the three workstations and the server, ms. */
  skews: readonly number[]
  /** The server gives no larger pages than this, whatever it is asked for. */
  page: number
  /** The last workstation runs the version released before. */
  frozen: boolean
  /** Whether the workstations have their data before the first step. */
  warm: boolean
  steps: readonly Step[]
}

/** One line a step, to be read by a person. */
export function tell({ seed, weather, skews, page, frozen, warm, steps }: History): string {
  const lines = steps.map(({ after, ...step }, i) => {
    const { type, ...rest } = step as { type: string } & Record<string, unknown>
    const words = Object.entries(rest).map(([name, value]) => `${name}=${value}`)
    return `  ${String(i + 1).padStart(3)}. +${after} ms  ${type} ${words.join(' ')}`
  })
  return [
    `  world seed ${seed}, ${warm ? 'workstations have their data' : 'workstations are empty'}${frozen ? ', the last one runs the released version' : ''}`,
    `  weather ${JSON.stringify(weather)}`,
    `  pages of ${page}; clocks ${skews.map((ms) => `${ms / 3_600_000} h`).join(', ')}`,
    ...lines,
  ].join('\n')
}
