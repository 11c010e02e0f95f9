import { type Sample, sampleOf } from '../stats.ts'
import type { Answered, Desk } from './desk.ts'
import type { Hospital } from './hospital.ts'
import { memoryOf, processorSeconds } from './processor.ts'

export interface Rate {
  perSecond: number
  sample: Sample
  failed: number
  /** Seconds of processor a request, by process; PostgreSQL and the load itself are not in it. */
  processor: Map<string, number>
  memory: Map<string, number>
}

/** Requests as fast as they are answered, one at a time at each desk. `of`: what one request counts for. */
export async function rateOf(
  hospital: Hospital,
  desks: readonly Desk[],
  { ms, of = 1 }: { ms: number; of?: number },
  act: (desk: Desk) => Promise<Answered>,
): Promise<Rate> {
  const processes = [...hospital.processes()]
  const before = processes.map(([, { pid }]) => processorSeconds(pid))
  const began = performance.now()
  const answered: Answered[] = []
  await Promise.all(
    desks.map(async (desk) => {
      while (performance.now() - began < ms) answered.push(await act(desk))
    }),
  )
  const seconds = (performance.now() - began) / 1_000
  const good = answered.filter(({ status }) => status === 200)
  const used = processes.map(([name, { pid }], i) => {
    return [name, (processorSeconds(pid) - (before[i] ?? 0)) / answered.length] as const
  })
  return {
    ...{ perSecond: (good.length * of) / seconds, sample: sampleOf(good.map((each) => each.ms)) },
    failed: answered.length - good.length,
    processor: new Map(used),
    memory: new Map(processes.map(([name, { pid }]) => [name, memoryOf(pid)])),
  }
}
