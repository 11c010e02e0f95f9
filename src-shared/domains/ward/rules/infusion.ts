import { type Amount, baseOf, sameBase } from '../../../kernel/amount.ts'
import type { Timing } from '../order-records.ts'

const MINUTE = 60_000
const HOUR = 3_600_000n
const NANO_PER_ML = 1_000_000n

/** The next bag is fetched half an hour before the one that runs is empty (local). */
const BAG_SOON = 30 * MINUTE
/** The first bag is overdue half an hour after the order begins, as a stat dose is (local). */
const FIRST_BAG_LATE = 30 * MINUTE

/** 10⁻⁹ L in one hour, as a fraction: a rate by weight is a volume only together with what is in the bag. */
export interface Flow {
  over: bigint
  under: bigint
}

/** What happened to an infusion. Times: epoch ms. */
export type InfusionEvent = { id: string; at: number } & (
  | {
      type: 'bag'
      /** 10⁻⁹ L in it; null: not known. */
      volume: bigint | null
      /** What the order says; null: no volume follows from it. */
      flow: Flow | null
      rate: Amount
    }
  | { type: 'rate'; flow: Flow | null; rate: Amount }
  | { type: 'pause' }
  /** `remaining`: mL that were left in the bag; null: nobody looked. */
  | { type: 'stop'; remaining: number | null }
)

interface Run {
  from: number
  /** Null: it runs on. */
  to: number | null
  flow: Flow
  /** 10⁻⁹ L left in the bag when it begins; null: not known. */
  most: bigint | null
}

export interface InfusionCourse {
  runs: Run[]
  /** What a look at the bag has added to what was reckoned, or taken from it; 10⁻⁹ L. */
  readings: { at: number; nano: bigint }[]
  state: 'notStarted' | 'running' | 'empty' | 'paused' | 'stopped'
  bag: { id: string; at: number; volume: bigint | null; infused: bigint } | null
  /** As it was said; null while nothing runs. */
  rate: Amount | null
  /** When the bag is empty; null: nobody can know, or nothing runs. */
  endsAt: number | null
  /** The newest event; null: none. */
  lastId: string | null
  /** Some of it ran at a rate of which no volume follows. */
  isVolumeOpen: boolean
}

/** 10⁻⁹ L in a bag of this order of which `given` was hung; null: nothing says. */
export function bagVolume({ dose, timing }: { dose: Amount; timing: Timing }, given: Amount | null): bigint | null {
  if (timing.type !== 'infusion') return null
  const hung = given ?? dose
  if (baseOf(hung.unit) === 'L') return BigInt(hung.nano)
  if (!timing.volume || baseOf(timing.volume.unit) !== 'L') return null
  if (!sameBase(hung, dose)) return BigInt(timing.volume.nano)
  return (BigInt(timing.volume.nano) * BigInt(hung.nano)) / BigInt(dose.nano)
}

/** `rate` of an order as a flow: by volume at once, by weight through what is in the bag; null: nothing says. */
export function flowOf({ dose, timing }: { dose: Amount; timing: Timing }, rate: Amount): Flow | null {
  if (baseOf(rate.unit) === 'L') return { over: BigInt(rate.nano), under: 1n }
  const volume = timing.type === 'infusion' ? timing.volume : null
  if (!volume || baseOf(volume.unit) !== 'L' || !sameBase(rate, dose)) return null
  return { over: BigInt(rate.nano) * BigInt(volume.nano), under: BigInt(dose.nano) }
}

/** What ran in `ms` milliseconds, 10⁻⁹ L, never more than is in the bag. */
function ran({ flow, most }: Pick<Run, 'flow' | 'most'>, ms: number): bigint {
  const nano = (flow.over * BigInt(Math.max(0, ms))) / (flow.under * HOUR)
  return most !== null && nano > most ? most : nano
}

/** The first millisecond at which the bag is empty; null: nobody can know. */
function emptyAt({ from, flow, most }: Run): number | null {
  if (most === null) return null
  const divisor = flow.over
  const ms = (most * flow.under * HOUR + divisor - 1n) / divisor
  return ms > BigInt(Number.MAX_SAFE_INTEGER - from) ? null : from + Number(ms)
}

/**
 * What became of an infusion by `now`. It runs from the bag on, at the rate of the order; a new bag goes on as the one
 * before ran; what was recorded later at an earlier time counts from that time.
 */
export function infusionCourse(events: readonly InfusionEvent[], now: number): InfusionCourse {
  const course: InfusionCourse = {
    ...{ runs: [], readings: [], state: 'notStarted', bag: null, rate: null, endsAt: null, lastId: null },
    isVolumeOpen: false,
  }
  let flow: Flow | null = null
  const close = (at: number) => {
    const last = course.runs.at(-1)
    if (!last || last.to !== null) return
    last.to = at
    if (course.bag) course.bag.infused += ran(last, at - last.from)
  }
  const run = (at: number) => {
    const { bag } = course
    course.state = 'running'
    if (!flow) course.isVolumeOpen = true
    else course.runs.push({ from: at, to: null, flow, most: bag?.volume == null ? null : bag.volume - bag.infused })
  }
  const ordered = [...events].sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
  for (const event of ordered) {
    if (event.at > now) break
    close(event.at)
    course.lastId = event.id
    switch (event.type) {
      case 'bag': {
        if (course.state !== 'running') [flow, course.rate] = [event.flow, event.rate]
        course.bag = { id: event.id, at: event.at, volume: event.volume, infused: 0n }
        run(event.at)
        break
      }
      case 'rate': {
        ;[flow, course.rate] = [event.flow, event.rate]
        run(event.at)
        break
      }
      case 'pause':
      case 'stop': {
        course.state = event.type === 'stop' ? 'stopped' : 'paused'
        course.rate = null
        if (event.type === 'stop') read(course, event.at, event.remaining)
        break
      }
    }
  }
  const last = course.runs.at(-1)
  if (course.state === 'running' && last && last.to === null) {
    course.endsAt = emptyAt(last)
    if (course.bag) course.bag.infused += ran(last, now - last.from)
    if (course.endsAt !== null && course.endsAt <= now) course.state = 'empty'
  }
  return course
}

/** What is left in a bag says what has gone in. What was told of the hours before stays as it was told. */
function read({ bag, readings }: InfusionCourse, at: number, remaining: number | null) {
  if (!bag || bag.volume === null || remaining === null) return
  const left = BigInt(remaining) * NANO_PER_ML
  const measured = bag.volume > left ? bag.volume - left : 0n
  if (measured !== bag.infused) readings.push({ at, nano: measured - bag.infused })
  bag.infused = measured
}

/** 10⁻⁹ L until `at`. */
function until({ runs, readings }: Pick<InfusionCourse, 'runs' | 'readings'>, at: number): bigint {
  const sum = runs
    .filter(({ from }) => from < at)
    .reduce((nano, run) => nano + ran(run, Math.min(at, run.to ?? at) - run.from), 0n)
  return readings.filter((reading) => reading.at < at).reduce((nano, reading) => nano + reading.nano, sum)
}

export const wholeMl = (nano: bigint): number => Number(nano >= 0n ? nano / NANO_PER_ML : -(-nano / NANO_PER_ML))

/**
 * Whole millilitres in `from` ≤ t < `to`. Parts of a day add up to the day exactly: each is what the whole millilitres
 * have grown by.
 */
export const infusedBetween = (course: Pick<InfusionCourse, 'runs' | 'readings'>, from: number, to: number): number =>
  to <= from ? 0 : wholeMl(until(course, to)) - wholeMl(until(course, from))

/** When the next bag is hung: the first when the order begins, others when the one that runs is empty. Null: none is. */
export const nextBagAt = (course: Pick<InfusionCourse, 'state' | 'endsAt'>, startAt: number): number | null =>
  course.state === 'notStarted' ? startAt : course.endsAt

export function bagState(isFirst: boolean, dueAt: number, now: number): 'next' | 'due' | 'overdue' {
  if (now > dueAt + (isFirst ? FIRST_BAG_LATE : 0)) return 'overdue'
  return now >= dueAt - (isFirst ? 0 : BAG_SOON) ? 'due' : 'next'
}
