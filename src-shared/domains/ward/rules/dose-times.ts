import type { Timing } from '../order-records.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** More than any ward looks ahead at once: a wrong span must not fill the memory. */
const MOST = 2_000

export interface Schedule {
  timing: Timing
  /** Epoch ms, both. The order counts from `startAt`; a dose at `stopAt` is no longer given. */
  startAt: number
  stopAt: number | null
}

/**
 * The times, epoch ms in order, at which an order is due in `from` ≤ t < `to`; of the hospital's clock,
 * `utcOffsetMinutes` east of UTC. When needed and infusions have none.
 */
export function doseTimes(schedule: Schedule, from: number, to: number, utcOffsetMinutes: number): number[] {
  const { timing, startAt, stopAt } = schedule
  const first = Math.max(from, startAt)
  const end = Math.min(to, stopAt ?? to)
  if (timing.type === 'stat') return startAt >= from && startAt < end ? [startAt] : []
  if (timing.type === 'interval') return everyFrom(startAt, timing.everyMinutes * MINUTE, first, end)
  if (timing.type !== 'times') return []
  const offset = utcOffsetMinutes * MINUTE
  const startDay = Math.floor((startAt + offset) / DAY)
  const times = [...timing.times].sort().map(minutesOf)
  const due: number[] = []
  for (let day = Math.floor((first + offset) / DAY); day * DAY - offset < end && due.length < MOST; day++) {
    if ((day - startDay) % timing.everyDays !== 0) continue
    for (const minutes of times) {
      const at = day * DAY + minutes * MINUTE - offset
      if (at >= first && at < end) due.push(at)
    }
  }
  return due
}

function everyFrom(startAt: number, step: number, first: number, end: number): number[] {
  const due: number[] = []
  const skipped = Math.max(0, Math.ceil((first - startAt) / step))
  for (let at = startAt + skipped * step; at < end && due.length < MOST; at += step) due.push(at)
  return due
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
