import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import cliProgress from 'cli-progress'
import { projectDir } from '../../scripts/paths.ts'
import { tell } from './history/history.ts'
import { playMany, type Tally } from './run/many.ts'
import { compareOnPostgres } from './run/on-postgres.ts'
import { historyOf, shrink, trySeed } from './run/try-seed.ts'
import { openSetting } from './setting.ts'

/**
 * npm run sim: plays histories of a simulated hospital (see docs/testing-sync.md). Each seed is one history; the same
 * seed is always the same one.
 */
const { values } = parseArgs({
  options: {
    /** First seed; left out: another one at every run, printed. */
    seed: { type: 'string' },
    histories: { type: 'string', default: '2000' },
    workers: { type: 'string', default: '2' },
    /** So many of them are also played on PostgreSQL and compared. */
    postgres: { type: 'string', default: '0' },
    /** Prints the history of the seed and everything that happens in it. */
    trace: { type: 'boolean', default: false },
  },
})
const number = (name: 'histories' | 'workers' | 'postgres') => Number(values[name])
const seed = values.seed === undefined ? Math.floor(Date.now() / 1000) % 1_000_000_000 : Number(values.seed)
const SHRINK_MS = 60_000
const SHRUNK_AT_MOST = 3

process.exitCode = (await (values.trace ? traceOne() : playAll())) ? 0 : 1

async function traceOne(): Promise<boolean> {
  const setting = await openSetting()
  console.log(tell(historyOf(seed)))
  const { trace, breaches, digest } = await trySeed(seed, setting.free(true))
  console.log(trace.join('') + breaches.map((one) => `BREACH ${one}\n`).join('') + digest)
  setting.close()
  return breaches.length === 0
}

async function playAll(): Promise<boolean> {
  const [count, workers, onPostgres] = [number('histories'), number('workers'), number('postgres')]
  console.log(`simulator: ${count} histories from seed ${seed}`)
  const began = performance.now()
  const tally = await withBar('histories', count, (bar) =>
    playMany({ seed, count, workers }, ({ histories, failed }, { seed: played, breaches }) => {
      if (breaches.length > 0) console.log(`\nseed ${played}: ${breaches[0]}`)
      bar(histories, failed.size)
    }),
  )
  console.log(summary(tally, performance.now() - began))
  await explain(tally)
  const differing = onPostgres === 0 ? new Map<number, string>() : await compare(onPostgres)
  tellReport(
    [...tally.failed]
      .map(([which, [breach]]) => `seed ${which}: ${breach}`)
      .concat([...differing].map(([which, how]) => `seed ${which} on PostgreSQL: ${how}`)),
  )
  return tally.failed.size === 0 && differing.size === 0
}

/** For scripts/verify.ts, which says at the very end what failed: a seed that nobody reads is lost. */
function tellReport(failures: readonly string[]): void {
  const reports = `${projectDir}artifacts/reports`
  mkdirSync(reports, { recursive: true })
  const counts = { passed: failures.length === 0 ? 1 : 0, failed: failures.length, failures }
  writeFileSync(`${reports}/simulator.json`, JSON.stringify(counts))
}

async function compare(count: number): Promise<Map<number, string>> {
  const differing = await withBar('on PostgreSQL', count, (bar) =>
    compareOnPostgres({ seed, count }, (played) => bar(played, 0)),
  )
  console.log(`on PostgreSQL: ${count} histories, ${differing.size} with another outcome than on the model`)
  for (const [which, how] of differing) console.log(`seed ${which}: ${how}`)
  return differing
}

async function withBar<T>(what: string, total: number, work: (bar: (done: number, bad: number) => void) => Promise<T>) {
  const bar = new cliProgress.SingleBar(
    {
      format: `${what} [{bar}] {value}/{total} {bad} failed, {eta_formatted} left`,
      noTTYOutput: true,
      notTTYSchedule: 10_000,
    },
    cliProgress.Presets.legacy,
  )
  bar.start(total, 0, { bad: 0 })
  try {
    return await work((done, bad) => bar.update(done, { bad }))
  } finally {
    bar.stop()
  }
}

function summary({ histories, saved, events, deaths, failed }: Tally, ms: number): string {
  const rate = ((1000 * histories) / ms).toFixed(1)
  return `${histories} histories (${rate}/s), ${saved} commands, ${events} events, ${deaths} deaths of workstations, ${failed.size} failed`
}

/** The first failing seeds, each with the smallest history that fails alike. */
async function explain({ failed }: Tally): Promise<void> {
  const setting = await openSetting()
  for (const [which, breaches] of [...failed].sort(([a], [b]) => a - b).slice(0, SHRUNK_AT_MOST)) {
    console.log(`\nseed ${which}: ${breaches.join('\n  ')}`)
    const smallest = await shrink(which, setting.free(), SHRINK_MS)
    if (smallest)
      console.log(`smallest history that fails alike:\n${tell(smallest.history)}\n  ${smallest.breaches.join('\n  ')}`)
    console.log(`again: npm run sim -- --seed ${which} --histories 1   (with --trace: everything that happens)`)
  }
  if (failed.size > SHRUNK_AT_MOST) console.log(`\nother seeds: ${[...failed.keys()].slice(SHRUNK_AT_MOST).join(' ')}`)
  setting.close()
}
