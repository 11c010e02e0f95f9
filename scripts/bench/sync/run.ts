import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { projectDir } from '../../paths.ts'
import { withSection } from '../section.ts'
import { BASE, FULL, QUICK, type Run, type Sizes } from './contender.ts'
import { fanOutOurs } from './fan-out.ts'
import { growRows, growStations } from './growth.ts'
import { measureLimit } from './limit.ts'
import { type Ours, runOurs, startOurs } from './ours.ts'
import { installPeers, measurePeer, PEERS } from './peers.ts'
import { scratchDir } from './place.ts'
import { type Figures, report } from './report.ts'
import { killInBootstrap, killInPush } from './resume.ts'
import * as tell from './tell.ts'

/**
 * npm run bench:sync: bootstrap, writes, push, fan-out, pull and resumption of the product and of other sync engines in
 * one run, written to docs/benchmarks.md. Nothing here fails a build: figures are read.
 */
const PARTS = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'rows', 'stations', 'limit', 'peers'] as const
type Part = (typeof PARTS)[number]

const { values } = parseArgs({
  options: {
    /** A small version of everything; writes nothing. */
    quick: { type: 'boolean', default: false },
    /** One part; writes nothing. */
    only: { type: 'string' },
    /** Without the other sync engines; writes nothing. */
    ours: { type: 'boolean', default: false },
    out: { type: 'string', default: `${projectDir}docs/benchmarks.md` },
  },
})
const sizes: Sizes = values.quick ? QUICK : FULL
const only = partOf(values.only)
const wants = (...parts: Part[]) => only === null || parts.includes(only)
const withPeers = !values.ours && wants('peers')

function partOf(name: string | undefined): Part | null {
  const found = PARTS.find((part) => part === name)
  if (name !== undefined && !found) throw new Error(`--only knows ${PARTS.join(', ')}`)
  return found ?? null
}

if (withPeers) installPeers()
const began = performance.now()
const scratch = scratchDir()
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    scratch.remove()
    process.exit(1)
  })
const figures: Figures = {
  sizes,
  ours: [],
  fan: null,
  resumed: null,
  rows: [],
  stations: [],
  limit: null,
  peers: [],
  seconds: 0,
}
try {
  if (wants('limit')) {
    figures.limit = await measureLimit(scratch.path, sizes)
    tell.limit(figures.limit)
  }
  if (only !== 'limit' && only !== 'peers') await measureOurs()
  for (const peer of withPeers ? PEERS : []) {
    const measured = await measurePeer(peer, scratch.path, sizes)
    figures.peers.push(measured)
    tell.peer(measured)
  }
} finally {
  scratch.remove()
}
figures.seconds = (performance.now() - began) / 1_000
tell.line(`took ${Math.floor(figures.seconds / 60)} min ${Math.round(figures.seconds % 60)} s`)
if (!values.quick && only === null && !values.ours) {
  writeFileSync(values.out, withSection(values.out, 'bench:sync', report(figures)))
  tell.line(`written to ${values.out}`)
} else if (values.quick && only === null && !values.ours) {
  // so that a mistake in the page is seen before an hour's work is lost on it
  tell.line(report(figures))
}

async function measureOurs(): Promise<void> {
  const ours = await startOurs(scratch.path)
  try {
    await runsOf(ours)
    if (wants('B4')) await fanOutOf(ours)
    if (wants('stations'))
      for (const count of sizes.stations) tell.stations(kept(figures.stations, await growStations(ours, count, sizes)))
    if (wants('B6')) await resumeOf(ours)
    if (wants('rows')) for (const rows of sizes.rows) tell.rows(kept(figures.rows, await growRows(ours, rows, sizes)))
  } finally {
    await ours.server.stop()
  }
}

async function runsOf(ours: Ours): Promise<void> {
  if (!wants('B1', 'B2', 'B3', 'B5', 'B6')) return
  await ours.server.call('seed', { list: BASE, rows: sizes.bootstrap })
  if (!wants('B1', 'B2', 'B3', 'B5')) return
  for (let run = 1; run <= sizes.runs; run++)
    tell.run('CareCode', kept<Run>(figures.ours, await runOurs(ours, run, sizes)))
}

async function fanOutOf(ours: Ours): Promise<void> {
  figures.fan = await fanOutOurs(ours, sizes)
  tell.fan('CareCode', figures.fan)
}

async function resumeOf(ours: Ours): Promise<void> {
  figures.resumed = { bootstrap: await killInBootstrap(ours, sizes), push: await killInPush(ours, sizes) }
  tell.resumed(figures.resumed)
}

function kept<T>(list: T[], item: T): T {
  list.push(item)
  return item
}
