import type { Run } from './contender.ts'
import type { FanOut } from './fan-out.ts'
import type { RowsGrowth, StationsGrowth } from './growth.ts'
import type { Limit } from './limit.ts'
import { median, mega, p95, perSecond, quantile, round, writesPerSecond } from './numbers.ts'
import type { PeerFigures } from './peers.ts'
import type { Resumed } from './resume.ts'

/** What is shown while the benchmark runs, a line for each thing measured. */
export const line = (text: string) => void process.stdout.write(`${text}\n`)

export function run(name: string, { B1, B2, B3, B5, memory }: Run): void {
  line(`${name} B1 ${B1.rows} rows ${round(B1.seconds)} s, ${round(perSecond(B1))}/s, ${mega(B1.bytes)} MB`)
  const times = `median ${round(median(B2))} ms, p99 ${round(quantile(B2, 0.99))} ms`
  line(`${name} B2 ${B2.length} writes, ${round(writesPerSecond(B2))}/s, ${times}`)
  line(`${name} B3 ${B3.rows} pushed, ${round(perSecond(B3))}/s, ${B3.conflicts} conflicts, ${mega(B3.bytes)} MB`)
  line(`${name} B5 ${B5.rows} changes ${round(B5.seconds * 1_000)} ms`)
  line(
    `${name} memory: client ${mega(memory.client)}, server ${mega(memory.server)}, database ${mega(memory.database)} MB`,
  )
}

export function fan(name: string, { last, each }: FanOut): void {
  line(
    `${name} B4 all have it: median ${round(median(last))} ms, p95 ${round(p95(last))} ms; each: p95 ${round(p95(each))} ms`,
  )
}

export function resumed({ bootstrap, push }: { bootstrap: Resumed; push: Resumed }): void {
  for (const [name, found] of Object.entries({ bootstrap, push }))
    line(
      `B6 ${name}: killed at ${found.atDeath} of ${found.of}, rest in ${round(found.seconds)} s, ${found.equal} records equal`,
    )
}

export function rows({ rows: count, bootstrap, push, pulls }: RowsGrowth): void {
  const pull = round(median(pulls.map(({ seconds }) => seconds * 1_000)))
  line(
    `${count} rows: bootstrap ${round(bootstrap.seconds)} s, push ${round(perSecond(push))}/s, pull of changes ${pull} ms`,
  )
}

export function stations({ stations: count, load, memory }: StationsGrowth): void {
  const { pushes, pulls, seconds, failures } = load
  const requests = round((pushes.length + pulls.length) / seconds)
  const times = `push p95 ${round(p95(pushes))} ms, pull p95 ${round(p95(pulls))} ms`
  line(`${count} stations: ${requests} requests/s, ${times}, ${failures} failed, server ${mega(memory.server)} MB`)
}

export function limit({ bootstraps, writes, pushes, flushes }: Limit): void {
  const rate = (of: Limit['pushes']) => round(median(of.map(perSecond)))
  line(`bare SQLite: ${rate(bootstraps)} rows/s, ${round(writesPerSecond(writes))} writes/s, ${rate(pushes)} pushes/s`)
  line(`one flush of the disk: median ${round(median(flushes))} ms, p95 ${round(p95(flushes))} ms`)
}

export function peer({ peer: { name }, runs, fan: found }: PeerFigures): void {
  for (const each of runs) run(name, each)
  fan(name, found)
}
