import type { AdmissionChartView, VitalsView } from '../../../../src-shared/domains/ward/views.ts'

/** Seconds since the epoch, as uPlot counts. */
type Column = (number | null)[]
export type Aligned = [number[], ...Column[]]
type Read = (set: VitalsView) => number | null

/** The longest gap over which two points are joined, ms: the set interval, with a quarter for a late round. */
const joinedWithin = (everyMinutes: number) => everyMinutes * 60_000 * 1.25

/**
 * Columns for uPlot, oldest first. Where the gap between two sets is longer than the interval, an empty point is put
 * between them, so that no line is drawn over a time in which nobody looked. Sets in error are left out; a value that
 * was not measured does not break the line of its neighbours.
 */
export function alignSeries(sets: readonly VitalsView[], everyMinutes: number, reads: readonly Read[]): Aligned {
  const wanted = sets
    .filter((set) => set.status === 'final' && reads.some((read) => read(set) !== null))
    .sort((a, b) => a.takenAt - b.takenAt)
  const times: number[] = []
  const columns: Column[] = reads.map(() => [])
  wanted.forEach((set, index) => {
    const before = wanted[index - 1]
    if (before && set.takenAt - before.takenAt > joinedWithin(everyMinutes)) {
      times.push((before.takenAt + set.takenAt) / 2000)
      for (const column of columns) column.push(null)
    }
    times.push(set.takenAt / 1000)
    for (const [n, read] of reads.entries()) columns[n]?.push(read(set))
  })
  return [times, ...columns]
}

/** Minutes within which sets belong together: the clinician's interval, else the longest of a calm patient's day. */
export const intervalOf = (chart: Pick<AdmissionChartView, 'observeEveryMinutes' | 'score'>): number =>
  chart.observeEveryMinutes ?? (chart.score.band === 'zero' ? 720 : 240)
