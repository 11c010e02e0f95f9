export const intakes = ['oral', 'tube', 'infusion', 'otherIn'] as const
export const outputs = ['urine', 'drain', 'vomit', 'stool', 'otherOut'] as const
export const fluidSorts = [...intakes, ...outputs] as const
export type FluidSort = (typeof fluidSorts)[number]

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Hours of the hospital's clock at which a shift begins; the first begins the ward's day (local). */
const SHIFTS = [7, 13, 19] as const
/** Urine is judged over at least as long (local). */
const JUDGED_OVER = 6 * HOUR

export interface Fluid {
  sort: FluidSort
  /** Whole millilitres. */
  volume: number
  at: number
}

export interface Sum {
  from: number
  /** Not included: what was measured then belongs to the next. */
  to: number
  intake: number
  output: number
}

export interface Balance {
  day: Sum
  shifts: Sum[]
  hours: Sum[]
}

export const isIntake = (sort: FluidSort): boolean => intakes.some((each) => each === sort)

/** Whole millilitres that infusions have brought in `from` ≤ t < `to`. */
type Infused = (from: number, to: number) => number

function sumOf(fluids: readonly Fluid[], infused: Infused, from: number, to: number): Sum {
  const within = fluids.filter(({ at }) => at >= from && at < to)
  const add = (sum: number, { volume }: Fluid) => sum + volume
  return {
    ...{ from, to },
    intake: within.filter(({ sort }) => isIntake(sort)).reduce(add, infused(from, to)),
    output: within.filter(({ sort }) => !isIntake(sort)).reduce(add, 0),
  }
}

/** When the ward's day began in which `now` lies. */
function dayStart(now: number, utcOffsetMinutes: number): number {
  const shift = utcOffsetMinutes * MINUTE - SHIFTS[0] * HOUR
  return Math.floor((now + shift) / DAY) * DAY - shift
}

/** Sums of the ward's day of `now`: as a whole, by shift, and by hour. */
export function fluidBalance(
  fluids: readonly Fluid[],
  now: number,
  utcOffsetMinutes: number,
  infused: Infused = () => 0,
): Balance {
  const sum = (from: number, to: number) => sumOf(fluids, infused, from, to)
  const start = dayStart(now, utcOffsetMinutes)
  const begins = SHIFTS.map((hour) => start + (hour - SHIFTS[0]) * HOUR)
  return {
    day: sum(start, start + DAY),
    shifts: begins.map((from, n) => sum(from, begins[n + 1] ?? start + DAY)),
    hours: Array.from({ length: 24 }, (_, n) => sum(start + n * HOUR, start + (n + 1) * HOUR)),
  }
}

export type UrineFinding =
  | { kind: 'low'; from: number; to: number; volume: number }
  | { kind: 'enough'; from: number; to: number; volume: number }
  | { kind: 'noWeight' }
  | { kind: 'tooShort' }

/**
 * Urine below 0.5 ml/kg/h. A measured volume was passed since the measurement before: so the first one only begins
 * the time. Compared as integers (2 × ml × 1000 × ms of an hour with g × ms), so that exactly 0.5 is not below.
 */
export function urineFinding(fluids: readonly Fluid[], weightKg: number | null): UrineFinding {
  const urine = fluids.filter(({ sort }) => sort === 'urine').sort((one, other) => one.at - other.at)
  const last = urine.at(-1)
  const first = last && urine.findLast(({ at }) => last.at - at >= JUDGED_OVER)
  if (!first) return { kind: 'tooShort' }
  if (weightKg === null || weightKg <= 0) return { kind: 'noWeight' }
  const volume = urine.filter(({ at }) => at > first.at).reduce((sum, each) => sum + each.volume, 0)
  const passed = 2n * BigInt(volume) * 1000n * BigInt(HOUR)
  const least = BigInt(Math.round(weightKg * 1000)) * BigInt(last.at - first.at)
  return { kind: passed < least ? 'low' : 'enough', from: first.at, to: last.at, volume }
}
