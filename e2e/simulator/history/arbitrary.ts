import fc from 'fast-check'
import type { Weather } from '../world/weather.ts'
import { type History, SERVICES, STATIONS, type Step, WORK, type Work } from './history.ts'

const DAY = 86_400_000

const station = fc.nat(STATIONS - 1)
/** Mostly at once or soon, sometimes long enough for polls, time-outs and back-off to be over. */
const pause = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 3, arbitrary: fc.integer({ min: 100, max: 3_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 5_000, max: 45_000 }) },
)
const skew = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: -DAY, max: DAY }) },
)

const COMMON: readonly Work[] = [
  'register',
  'arrival',
  'admit',
  'vitals',
  'update',
  'allergy',
  'transfer',
  'discharge',
  'issue',
  'dispense',
  'dispense',
  'bringBack',
]
const work = fc.record({
  type: fc.constant('work' as const),
  station,
  what: fc.oneof(fc.constantFrom(...WORK), fc.constantFrom(...COMMON)),
  pick: fc.nat(20),
  variant: fc.nat(20),
})
const end = fc.record({
  type: fc.constant('end' as const),
  station,
  how: fc.constantFrom('kill' as const, 'power' as const),
  // 0: now; else in the middle of whatever it does at that use of a port
  calls: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 90 })),
  downMs: fc.integer({ min: 10, max: 20_000 }),
})
const serverDies = fc.record({
  type: fc.constant('serverDies' as const),
  steps: fc.integer({ min: 1, max: 60 }),
  downMs: fc.integer({ min: 10, max: 15_000 }),
})
const cut = fc.record({
  type: fc.constant('cut' as const),
  station,
  way: fc.constantFrom('out' as const, 'in' as const, 'both' as const),
  ms: fc.integer({ min: 20, max: 60_000 }),
})
const silence = fc.record({
  type: fc.constant('silence' as const),
  service: fc.constantFrom(...SERVICES),
  ms: fc.integer({ min: 20, max: 30_000 }),
})
const clock = fc.record({ type: fc.constant('clock' as const), who: fc.nat(STATIONS), ms: skew })
const grant = fc.record({ type: fc.constant('grant' as const), station, wards: fc.nat(3) })
const compact = fc.record({
  type: fc.constant('compact' as const),
  service: fc.constantFrom(...SERVICES),
  keepMs: fc.constantFrom(0, 1_000, 20_000, 7 * DAY),
  restMs: fc.constantFrom(0, 0, 5_000),
})
const fill = fc.record({ type: fc.constant('fill' as const), station, ms: fc.integer({ min: 100, max: 20_000 }) })

/** Shrinks towards work alone: what need not go wrong does not. */
const happening = fc.oneof(
  { weight: 60, arbitrary: work },
  { weight: 7, arbitrary: end },
  { weight: 4, arbitrary: serverDies },
  { weight: 7, arbitrary: cut },
  { weight: 2, arbitrary: silence },
  { weight: 2, arbitrary: clock },
  { weight: 2, arbitrary: fc.constant({ type: 'backup' as const }) },
  { weight: 2, arbitrary: fc.constant({ type: 'restore' as const }) },
  { weight: 3, arbitrary: grant },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('revoke' as const), station }) },
  { weight: 3, arbitrary: compact },
  { weight: 2, arbitrary: fill },
)
const step: fc.Arbitrary<Step> = fc.tuple(pause, happening).map(([after, what]) => ({ after, ...what }) as Step)

const weather: fc.Arbitrary<Weather> = fc.record({
  loss: fc.constantFrom(0, 0, 20, 150),
  duplicate: fc.constantFrom(0, 30, 200),
  reset: fc.constantFrom(0, 0, 30, 150),
  latency: fc.constantFrom<[number, number]>([1, 8], [1, 120], [20, 2_500]),
  lostPoke: fc.constantFrom(0, 100, 1_000),
})

export const anyHistory: fc.Arbitrary<History> = fc.record({
  seed: fc.noShrink(fc.nat(0x7fffffff)),
  weather,
  skews: fc.tuple(skew, skew, skew, fc.constant(0)),
  page: fc.constantFrom(1, 2, 3, 7, 1_000, 1_000),
  frozen: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  warm: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  steps: fc.noBias(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' })),
})
