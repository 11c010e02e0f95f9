import { offer } from './calls.ts'
import { LightStation } from './light-station.ts'
import { resetPeak } from './process-memory.ts'

/** Many simulated workstations that each enter something now and then and read what their ward enters. */
const stations: LightStation[] = []

/** One code and list for each. */
async function join({ url, places }: { url: string; places: { code: string; list: string }[] }): Promise<void> {
  for (const { code, list } of places) {
    const station = new LightStation(list)
    await station.join(url, code)
    stations.push(station)
  }
}

export interface Load {
  seconds: number
  pushes: number[]
  pulls: number[]
  failures: number
}

/** Each pushes one command every `everyMs`, at moments spread evenly; a slow answer puts its next one off. */
async function work({ seconds, everyMs }: { seconds: number; everyMs: number }): Promise<Load> {
  const started = performance.now()
  const end = started + seconds * 1_000
  let failures = 0
  const one = async (station: LightStation, first: number) => {
    for (let due = started + first; due < end; due += everyMs) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
      await station.push().catch((error: unknown) => {
        // one is enough to be told why
        if (failures === 0) process.stderr.write(`${error}\n`)
        failures += 1
      })
    }
  }
  for (const station of stations) {
    station.pushes.length = 0
    station.pulls.length = 0
  }
  const rest = new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  await Promise.all([rest, ...stations.map((station, i) => one(station, (i / stations.length) * everyMs))])
  const all = (of: 'pushes' | 'pulls') => stations.flatMap((station) => station[of])
  return { seconds: (performance.now() - started) / 1_000, pushes: all('pushes'), pulls: all('pulls'), failures }
}

function close(): void {
  for (const station of stations) station.leave()
}

offer({ join, work, resetPeak, close })
