import type { Child } from './calls.ts'
import { type Memory, type Run, type Sizes, type Timed, wired } from './contender.ts'
import { memoryOf, type Ours, pullChanges, requireEqual, writeAndPush } from './ours.ts'
import type { Load } from './stations-child.ts'

export interface RowsGrowth {
  rows: number
  bootstrap: Timed
  push: Run['B3']
  /** Of several pulls of the same number of changes. */
  pulls: Timed[]
  memory: Memory
}

const WRITES = { writes: 2_000, conflicts: 100 }

/** Bootstrap, push and pull with more and more rows in the scope. */
export async function growRows(ours: Ours, rows: number, sizes: Sizes): Promise<RowsGrowth> {
  const digits = String(Math.log10(rows)).slice(0, 1)
  const [list, writing] = [`gr${digits}r`, `gr${digits}w`]
  await ours.server.call('seed', { list, rows })
  await ours.server.call('seed', { list: writing, rows: WRITES.conflicts })
  const station = await ours.enrol(`grow-${rows}`, [list, writing])
  try {
    await ours.server.call('resetPeak')
    const bootstrap = await wired(ours.server, () => station.call<Timed>('bootstrap'))
    const { B3 } = await writeAndPush(ours.server, station, writing, WRITES)
    const pulls: Timed[] = []
    for (let run = 0; run < sizes.runs; run++) pulls.push(await pullChanges(ours.server, station, list, sizes.changes))
    const memory = await memoryOf(ours.server, station)
    await requireEqual(ours.server, station, [writing])
    return { rows, bootstrap, push: B3, pulls, memory }
  } finally {
    await station.stop()
  }
}

export interface StationsGrowth {
  stations: number
  load: Load
  memory: Memory
}

const PER_WARD = 5
const EVERY_MS = 4_000

/** Simulated workstations, five to a ward: each enters something every four seconds and reads what its ward enters. */
export async function growStations(ours: Ours, count: number, sizes: Sizes): Promise<StationsGrowth> {
  const group = ours.child('stations-child.ts')
  try {
    await group.call('join', { url: ours.url, places: await placesOf(ours, count) })
    await ours.server.call('resetPeak')
    const load = await group.call<Load>('work', { seconds: sizes.loadSeconds, everyMs: EVERY_MS })
    return { stations: count, load, memory: await memoryOf(ours.server, group as Child) }
  } finally {
    await group.stop()
  }
}

async function placesOf(ours: Ours, count: number) {
  const places: { code: string; list: string }[] = []
  for (let ward = 0; places.length < count; ward++) {
    const list = `w${String(ward).padStart(3, '0')}`
    const codes = await ours.codes([list], Math.min(PER_WARD, count - places.length))
    places.push(...codes.map((code) => ({ code, list })))
  }
  return places
}
