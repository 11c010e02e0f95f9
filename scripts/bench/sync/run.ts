import { parseArgs } from 'node:util'
import { sampleOf } from '../stats.ts'
import { BASE, FULL, QUICK, type Run } from './contender.ts'
import { runOurs, startOurs } from './ours.ts'
import { scratchDir } from './place.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
  },
})
const sizes = values.quick ? QUICK : FULL
const say = (text: string) => process.stdout.write(`${text}\n`)

const scratch = scratchDir()
const ours = await startOurs(scratch.path)
try {
  await ours.server.call('seed', { list: BASE, rows: sizes.bootstrap })
  for (let run = 1; run <= sizes.runs; run++) {
    const { run: figures, memory } = await runOurs(ours, run, sizes)
    tell(figures)
    say(`memory MB: client ${mega(memory.client)}, server ${mega(memory.server)}, database ${mega(memory.database)}`)
  }
} finally {
  await ours.stop()
  scratch.remove()
}

function mega(bytes: number): number {
  return Math.round(bytes / 1e6)
}

function tell({ B1, B2, B3 }: Run): void {
  if (B1)
    say(`B1 ${B1.rows} rows in ${B1.seconds.toFixed(2)} s, ${Math.round(B1.rows / B1.seconds)}/s, ${mega(B1.bytes)} MB`)
  if (B2) {
    const { median, p95 } = sampleOf(B2.times)
    const p99 = [...B2.times].sort((a, b) => a - b)[Math.floor(B2.times.length * 0.99)] ?? 0
    say(
      `B2 ${Math.round(B2.rows / B2.seconds)}/s, median ${median.toFixed(2)}, p95 ${p95.toFixed(2)}, p99 ${p99.toFixed(2)} ms`,
    )
  }
  if (B3) say(`B3 ${Math.round(B3.rows / B3.seconds)}/s, ${B3.conflicts} refused, ${mega(B3.bytes)} MB`)
}
