import { describeMachine } from '../machine.ts'
import type { Sample } from '../stats.ts'
import type { ActName } from './acts.ts'
import type { HopRow } from './hop.ts'
import type { Kill } from './kills.ts'
import type { Rate } from './rate.ts'

export interface Figures {
  patients: number
  users: number
  seconds: number
  hop?: HopRow[]
  batches?: Rate
  crowd?: { acts: Map<ActName, { sample: Sample; failed: number }>; perSecond: number }
  processes?: { processes: number; rate: Rate }[]
  workstations?: { workstations: number; rate: Rate; pulls: number; failedPulls: number }[]
  sizes: { patients: number; rows: { act: string; rate: Rate }[] }[]
  kills?: Kill[]
}

/** Published by peers, on their machines and with their think times; see product goals. */
const GOALS: Record<ActName, number> = {
  registration: 107,
  'id search': 50,
  'name search': 150,
  'vitals save': 200,
  dispense: 200,
}

const whole = (value: number) => Math.round(value).toLocaleString('en-US')
const fine = (value: number) => value.toFixed(value < 10 ? 2 : 1)
const times = ({ median, p95, p99 }: Sample) => `${fine(median)} / ${fine(p95)} / ${fine(p99)}`
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
const bar = (value: number, most: number) => '█'.repeat(Math.max(1, Math.round((20 * value) / most)))

export function report(figures: Figures): string {
  const { patients, users, seconds } = figures
  const parts = [
    `## Server`,
    `Written by \`npm run bench:server\` on ${new Date().toISOString().slice(0, 10)}; do not edit. One run, ${seconds} s a measurement: a gateway, every service in a process of its own, PostgreSQL with fsync and synchronous commit, ${whole(patients)} patients, and the load itself, all on the same machine. Times are milliseconds as the caller has them: median / p95 / p99.`,
    describeMachine()
      .split('\n')
      .map((line) => `- ${line}`)
      .join('\n'),
    ...(figures.hop ? [hopOf(figures.hop, figures.batches)] : []),
    ...(figures.crowd ? [crowdOf(users, figures.crowd)] : []),
    ...(figures.processes ? [processesOf(figures.processes)] : []),
    ...(figures.sizes.length > 0 ? [sizesOf(figures.sizes)] : []),
    ...(figures.workstations ? [workstationsOf(figures.workstations)] : []),
    ...(figures.kills ? [killsOf(figures.kills)] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

function hopOf(rows: HopRow[], batches: Rate | undefined): string {
  const median = (what: string, way: string) =>
    rows.find((row) => row.what === what && row.way === way && row.desks === 1)?.rate.sample.median ?? Number.NaN
  const hops = [...new Set(rows.map(({ what }) => what))].map(
    (what) => `${what} ${fine(median(what, 'gateway') - median(what, 'direct'))} ms`,
  )
  const lines = rows.map(({ what, way, desks, rate }) => [
    ...[what, way, desks, whole(rate.perSecond), times(rate.sample), rate.failed],
  ])
  return `### The hop, and how much goes through

${table(['What', 'Way', 'At a time', 'Requests/s', 'Times', 'Failed'], lines)}

The gateway adds at the median: ${hops.join(', ')} (goal ≤ 0.4 ms). Goal for small commands: ≥ 1,500/s one by one.${
    batches
      ? ` In batches of a hundred: **${whole(batches.perSecond)} commands/s** (goal ≥ 5,000), ${batches.failed} failed.`
      : ''
  }`
}

function crowdOf(users: number, { acts, perSecond }: NonNullable<Figures['crowd']>): string {
  const lines = [...acts].map(([act, { sample, failed }]) => [
    ...[act, sample.count, times(sample), `p95 ≤ ${GOALS[act]}`, sample.p95 <= GOALS[act] ? 'met' : 'missed', failed],
  ])
  return `### Five personas, ${users} users

A clerk registers and looks up, a doctor and a laboratory technician look up, a nurse saves vital signs, a pharmacist dispenses; each thinks for one to three seconds between two requests. ${fine(perSecond)} requests/s.

${table(['What', 'n', 'Times', 'Goal', '', 'Failed'], lines)}`
}

function processesOf(rows: NonNullable<Figures['processes']>): string {
  const most = Math.max(...rows.map(({ rate }) => rate.perSecond))
  const lines = rows.map(({ processes, rate }) => {
    const cpu = (name: string) =>
      [...rate.processor].reduce((sum, [process, seconds]) => (process.startsWith(name) ? sum + seconds : sum), 0)
    const [ward, all] = [cpu('ward'), cpu('')]
    return [
      ...[processes, whole(rate.perSecond), times(rate.sample), fine(ward * 1_000), fine((all - ward) * 1_000)],
      ...[rate.failed, bar(rate.perSecond, most)],
    ]
  })
  return `### Processes of one service

Vital signs as fast as they are answered, sixteen at a time; two processors carry all of it, the load and PostgreSQL too.

${table(['Processes of the ward', 'Requests/s', 'Times', 'ms of processor a request: ward', 'gateway and others', 'Failed', ''], lines)}`
}

function sizesOf(sizes: Figures['sizes']): string {
  const lines = sizes
    .toSorted((a, b) => a.patients - b.patients)
    .flatMap(({ patients, rows }) =>
      rows.map(({ act, rate }) => [
        ...[whole(patients), act, whole(rate.perSecond), times(rate.sample), rate.failed],
        rate.memory.get('patients 1') ?? '–',
      ]),
    )
  return `### Patients in the database

Four at a time, as fast as they are answered.

${table(['Patients', 'What', 'Requests/s', 'Times', 'Failed', 'Patients service, MB'], lines)}`
}

function workstationsOf(rows: NonNullable<Figures['workstations']>): string {
  const lines = rows.map(({ workstations, rate, pulls, failedPulls }) => [
    ...[whole(workstations), whole(rate.perSecond), times(rate.sample), whole(pulls), rate.failed + failedPulls],
    ...[rate.memory.get('gateway') ?? '–', rate.memory.get('ward 1') ?? '–'],
  ])
  return `### Workstations that are connected

Each holds its stream of news open and pulls every five to fifteen seconds, while eight nurses save vital signs.

${table(['Workstations', 'Saved/s', 'Times of saving', 'Pulls', 'Failed', 'Gateway, MB', 'Ward, MB'], lines)}`
}

function killsOf(kills: readonly Kill[]): string {
  const lines = kills.map(({ what, requests, failed, recovery, others, lost }) => [
    ...[what, requests, `${failed} (${fine((100 * failed) / requests)} %)`],
    // the load asks nothing of the audit itself
    Number.isFinite(recovery) ? fine(recovery / 1_000) : '–',
    ...[
      what === 'database' || what === 'gateway' || what === 'identity' ? '–' : `${others.failed} of ${others.requests}`,
      lost,
    ],
  ])
  return `### kill -9 under that load

A process that was killed is started again after a second, as systemd does; the database's supervision brings it back by itself. Recovery: from the kill until requests that need the part are answered again without a failure. Nothing is sent twice by the load: a workstation would.

${table(['Killed', 'Requests', 'Failed', 'Recovery, s', 'Failed of those that do not need it', 'Acknowledged and lost'], lines)}`
}
