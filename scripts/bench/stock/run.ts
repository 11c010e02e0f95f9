import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectDir } from '../../paths.ts'
import { describeMachine } from '../machine.ts'
import { withSection } from '../section.ts'
import type { Sample } from '../stats.ts'
import { scratchDir } from '../sync/place.ts'
import { createWorld } from '../world.ts'
import { measureLedger } from './ledger.ts'
import { measureStations } from './stations.ts'

/** npm run bench:stock: a ledger of a million lines, and workstations that dispense the same items at the same time. */
const { values } = parseArgs({
  options: {
    stations: { type: 'string', default: '16' },
    dispenses: { type: 'string', default: '20' },
    out: { type: 'string', default: `${projectDir}docs/benchmarks.md` },
  },
})
const times = ({ median, p95, count }: Sample) =>
  `median ${median.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms (n = ${count})`

const scratch = scratchDir()
const ledger = measureLedger(join(scratch.path, 'ledger.db'))
scratch.remove()
console.log(`on hand ${times(ledger.onHand)}; recall ${times(ledger.recall)}`)
const world = await createWorld(0, () => {})
const stations = await measureStations(world, Number(values.stations), Number(values.dispenses)).finally(() =>
  world.close(),
)
const section = `## Stock

Written by \`npm run bench:stock\` on ${new Date().toISOString().slice(0, 10)}; do not edit. One run; server in a process of its own, all workstations together in another, on the same machine.

${describeMachine()
  .split('\n')
  .map((line) => `- ${line}`)
  .join('\n')}

| What | Measured | Goal |
|---|---|---|
| Stock on hand of a department, by product and batch, ${ledger.rows} lines in its ledger | ${times(ledger.onHand)} | ≤ 300 ms |
| Who was given a lot (${ledger.given} times), the same ledger | ${times(ledger.recall)} | ≤ 2 s |
| ${stations.stations} workstations dispense the same 50 items: five lines to "saved", durable | ${times(stations.saved)} | ≤ 20 ms |
| The push of it at the server, PostgreSQL, from the request's arrival to its answer | half ≤ ${stations.server.median} ms, 95 of 100 ≤ ${stations.server.p95} ms (n = ${stations.server.count}) | p95 ≤ 100 ms |
| From "saved" until the workstation knows that it is accepted; its process has all ${stations.stations} of them | ${times(stations.accepted)} | – |
| Refused, or below zero anywhere, after ${stations.dispenses} dispenses | ${stations.refused}, ${stations.negative} | 0, 0 |
`
console.log(section)
writeFileSync(values.out, withSection(values.out, 'bench:stock', section))
setImmediate(() => process.exit(0))
