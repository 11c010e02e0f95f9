import { describeMachine } from '../machine.ts'
import type { Memory, Run, Sizes } from './contender.ts'
import type { FanOut } from './fan-out.ts'
import type { RowsGrowth, StationsGrowth } from './growth.ts'
import type { Limit } from './limit.ts'
import { median, mega, p95, perSecond, quantile, round, writesPerSecond } from './numbers.ts'
import { type PeerFigures, versionOf } from './peers.ts'
import type { Resumed } from './resume.ts'

export interface Figures {
  sizes: Sizes
  ours: Run[]
  fan: FanOut | null
  resumed: { bootstrap: Resumed; push: Resumed } | null
  rows: RowsGrowth[]
  stations: StationsGrowth[]
  limit: Limit | null
  peers: PeerFigures[]
  seconds: number
}

/** The section of docs/benchmarks.md. */
export function report(figures: Figures): string {
  const { sizes, peers, seconds } = figures
  const machine = describeMachine()
    .split('\n')
    .map((text) => `- ${text}`)
  const versions = peers.map(({ peer }) => `${peer.name} ${versionOf(peer)}`).join(', ')
  return `## Sync, beside other engines

Written by \`npm run bench:sync\` on ${new Date().toISOString().slice(0, 10)}; do not edit. One run of ${Math.ceil(seconds / 60)} minutes, each case ${sizes.runs} times, HTTP on loopback, server and clients in processes of their own, records of 280 bytes of JSON.

${machine.join('\n')}
- ${versions}; their server is express-pouchdb on express 4 for PouchDB, and for the others a small one of ours (SQLite, fsync, no checks), as they bring none

${table(figures)}

CareCode is the whole stack: zod, the rule, a signature, audit on both sides, outbox and journal, feed, PostgreSQL with fsync and synchronous commit, SQLite with \`synchronous=FULL\`; a conflict is a refused command with an item in the inbox. The p95 of ${sizes.runs} runs is their slowest. "Wire" counts both directions with headers; express-pouchdb compresses, the others do not. Bare SQLite: prepared statements at both ends, fsync, nothing checked.

### How cost grows

${growth(figures)}`
}

type Column = { name: string; runs: readonly Run[]; fan: FanOut | null }

function table(figures: Figures): string {
  const { sizes, ours, fan, peers, limit } = figures
  const columns: Column[] = [
    { name: 'CareCode', runs: ours, fan },
    ...peers.map(({ peer, runs, fan: found }) => ({ name: peer.name, runs, fan: found })),
  ]
  const row = (name: string, goal: string, of: (column: Column) => string, bare: string) =>
    `| ${[name, goal, ...columns.map(of), bare].join(' | ')} |`
  const bareOf = (times: (from: Limit) => string) => (limit ? times(limit) : '')
  return [
    row('', 'Goal', ({ name }) => `**${name}**`, 'bare SQLite'),
    `|${'---|'.repeat(columns.length + 3)}`,
    `| Durability | fsync | fsync at both ends | ${peers.map(({ peer }) => peer.durability).join(' | ')} | fsync at both ends |`,
    row(
      `B1 bootstrap, ${round(sizes.bootstrap)} rows`,
      '≤ 3 s',
      bootstrapOf,
      bareOf(({ bootstraps }) => timesOf(bootstraps)),
    ),
    row(
      `B2 offline writes, ${round(sizes.writes)}`,
      '≥ 3,000/s, p99 ≤ 1 ms',
      writesOf,
      bareOf(({ writes }) => rateOf(writes)),
    ),
    row(
      'B3 push of those, 5 % conflicts',
      '≥ 5,000/s',
      pushOf,
      bareOf(({ pushes }) => ratesOf(pushes)),
    ),
    `| Conflicts | | refused, in the inbox | ${peers.map(({ peer }) => peer.conflict).join(' | ')} | |`,
    row(`B4 one change to ${sizes.followers} clients`, 'p95 ≤ 50 ms', fanOf, ''),
    row(`B5 pull of ${round(sizes.changes)} changes among ${round(sizes.bootstrap)} rows`, '', pullOf, ''),
    `| B5 among ${round(sizes.rows.at(-1) ?? 0)} rows | ≤ 100 ms | ${largestPull(figures)} |${' not measured |'.repeat(peers.length)} |`,
    `| B6 kill -9 in B1 | zero lost, equal hashes | ${resumedOf(figures.resumed?.bootstrap)} |${' not measured |'.repeat(peers.length)} |`,
    `| B6 kill -9 of both ends in B3 | zero lost, equal hashes | ${resumedOf(figures.resumed?.push)} |${' not measured |'.repeat(peers.length)} |`,
    row('Peak memory, MB', '', memoryOf, ''),
  ].join('\n')
}

const ms = (seconds: readonly { seconds: number }[]) => seconds.map((each) => each.seconds * 1_000)
const rates = (runs: readonly { rows: number; seconds: number }[]) => round(median(runs.map(perSecond)))

function timesOf(runs: readonly { rows: number; seconds: number; bytes: number }[]): string {
  const seconds = runs.map((each) => each.seconds)
  return `${round(median(seconds))} s (p95 ${round(p95(seconds))}), ${rates(runs)} rows/s, wire ${mega(median(runs.map(({ bytes }) => bytes)))} MB`
}
const bootstrapOf = ({ runs }: Column) => timesOf(runs.map(({ B1 }) => B1))

function rateOf(times: readonly number[]): string {
  return `${round(writesPerSecond(times))}/s, median ${round(median(times))} ms, p95 ${round(p95(times))}, p99 ${round(quantile(times, 0.99))}`
}
const writesOf = ({ runs }: Column) => `${rateOf(runs.flatMap(({ B2 }) => B2))}`

function ratesOf(runs: readonly { rows: number; seconds: number; bytes: number }[]): string {
  const slowest = Math.min(...runs.map(perSecond))
  const bytes = median(runs.map((each) => each.bytes / each.rows))
  return `${rates(runs)}/s (slowest ${round(slowest)}), wire ${round(bytes)} B each`
}
const pushOf = ({ runs }: Column) =>
  `${ratesOf(runs.map(({ B3 }) => B3))}, ${round(median(runs.map(({ B3 }) => B3.conflicts)))} conflicts`

const fanOf = ({ fan }: Column) =>
  fan ? `median ${round(median(fan.last))} ms, p95 ${round(p95(fan.last))} ms until the last has it` : ''

const pullOf = ({ runs }: Column) => pulls(runs.map(({ B5 }) => B5))
const pulls = (runs: readonly { seconds: number }[]) => `${round(median(ms(runs)))} ms (p95 ${round(p95(ms(runs)))})`
const largestPull = ({ rows }: Figures) => pulls(rows.at(-1)?.pulls ?? [])

const resumedOf = (found: Resumed | undefined) =>
  found
    ? `killed at ${round(found.atDeath)} of ${round(found.of)}, rest in ${round(found.seconds)} s; ${round(found.equal)} records, SHA-256 equal`
    : ''

function memoryOf({ runs }: Column): string {
  const most = (of: keyof Memory) => Math.max(...runs.map(({ memory }) => memory[of]))
  const database = most('database')
  return `client ${mega(most('client'))}, server ${mega(most('server'))}${database > 0 ? `, PostgreSQL ${mega(database)}` : ''}`
}

function growth({ rows, stations, limit, sizes }: Figures): string {
  const rowLines = rows.map(({ rows: count, bootstrap, push, pulls: found, memory }) =>
    [
      ...[round(count), timesOf([bootstrap]), `${round(perSecond(push))}/s`, pulls(found)],
      ...[
        mega(memory.client),
        mega(memory.server),
        mega(memory.database),
        bar(bootstrap.seconds / (count / 100_000), 0.5),
      ],
    ].join(' | '),
  )
  const stationLines = stations.map(({ stations: count, load, memory }) =>
    [
      ...[round(count), round((load.pushes.length + load.pulls.length) / load.seconds)],
      ...[
        `${round(median(load.pushes))} / ${round(p95(load.pushes))} ms`,
        `${round(median(load.pulls))} / ${round(p95(load.pulls))} ms`,
      ],
      ...[String(load.failures), mega(memory.server), mega(memory.database), bar(p95(load.pushes), 10)],
    ].join(' | '),
  )
  return `| Rows in the scope | Bootstrap | Push of 2,000, 5 % conflicts | Pull of ${round(sizes.changes)} changes | Workstation MB | Server MB | PostgreSQL MB | Bootstrap, s for each 100,000 rows |
|---|---|---|---|---|---|---|---|
${rowLines.map((text) => `| ${text} |`).join('\n')}

Simulated workstations, five to a ward; each enters something every four seconds, holds an event stream and pulls whatever its ward enters. Times: median / p95.

| Workstations | Requests/s | Push | Pull | Failed | Server MB | PostgreSQL MB | Push p95 |
|---|---|---|---|---|---|---|---|
${stationLines.map((text) => `| ${text} |`).join('\n')}

The physical limit beside it: bare SQLite at both ends moves ${limit ? rates(limit.bootstraps) : '?'} rows/s and ${limit ? rates(limit.pushes) : '?'} pushes/s; one flush of this disk takes ${limit ? `${round(median(limit.flushes))} ms (p95 ${round(p95(limit.flushes))})` : '?'}.`
}

/** One block for each `unit`, at least one. */
const bar = (value: number, unit: number) =>
  `${'█'.repeat(Math.min(40, Math.max(1, Math.round(value / unit))))} ${round(value)}`
