import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { searchPatients } from '../../src-main/domains/patients/queries/search.ts'
import { buildIfNeeded } from '../build.ts'
import { projectDir } from '../paths.ts'
import { describeMachine } from './machine.ts'
import { boardReader } from './measure-board.ts'
import { measureSave } from './measure-local.ts'
import { measureChart } from './measure-read.ts'
import { firstLoadBytes } from './measure-renderer.ts'
import { measureRights } from './measure-rights.ts'
import { measureStart } from './measure-start.ts'
import { measureSwitch } from './measure-switch.ts'
import { measureBootstrap, measurePoke, measurePush } from './measure-sync.ts'
import { sectionOf, withSection } from './section.ts'
import { type Sample, sampleOf, timeEach } from './stats.ts'
import { createWorld } from './world.ts'

/** npm run bench: measures on this machine and writes docs/benchmarks.md. Nothing here fails a build: figures are read. */
const { values } = parseArgs({
  options: {
    patients: { type: 'string', default: '100000' },
    out: { type: 'string', default: `${projectDir}docs/benchmarks.md` },
  },
})
const patients = Number(values.patients)

const SEARCHES = ['per', 'perera kam', 'sil', 'nim', 'bandara ru', '0771', 'wick', 'jayas', 'si', 'moham']
const PUSHED = 5_000
const SYNC = 'bench:sync'

interface Figure {
  what: string
  measured: string
  goal: string
}
const figures: Figure[] = []
const note = (what: string, measured: string, goal: string) => {
  figures.push({ what, measured, goal })
  process.stdout.write(`${what}: ${measured} (goal ${goal})\n`)
}
const times = ({ median, p95, count }: Sample) =>
  `median ${median.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms (n = ${count})`

await buildIfNeeded()
const world = await createWorld(patients, (text) => process.stdout.write(`\r${text}   `))
try {
  process.stdout.write('\n')
  const a = await world.open('a')
  const bootstrap = await measureBootstrap(a.station)
  note(
    `Bootstrap over HTTP, ${bootstrap.rows} rows`,
    `${bootstrap.seconds.toFixed(1)} s, ${Math.round(bootstrap.rows / bootstrap.seconds)} rows/s`,
    '100k rows ≤ 10 s',
  )
  const subject = { station: a.station, facilityId: world.facilityId }
  note('Vitals to "saved", durable', times(measureSave(subject, 1_000)), 'p95 ≤ 5 ms')
  const charts = (audited: boolean) => measureChart(subject, { audited, count: 300 })
  note('A chart read, without its entry in the audit', times(await charts(false)), '–')
  note('The same, its entry durable before it is shown', times(await charts(true)), '–')
  const readBoard = boardReader(a.station)
  const ward = world.wards[0]?.wardId ?? ''
  note(
    `Ward board query, ${patients} patients in the cache`,
    times(sampleOf(timeEach(300, () => readBoard(ward)))),
    'p95 ≤ 20 ms',
  )
  const search = (i: number) => searchPatients(a.station.db, SEARCHES[Math.abs(i) % SEARCHES.length] as string, 20)
  note(`Name search, ${patients} patients in the cache`, times(sampleOf(timeEach(500, search))), 'p95 ≤ 30 ms')
  const plain = await world.open('plain', { encrypted: false })
  const loaded = await measureBootstrap(plain.station)
  note('The same bootstrap, cache not encrypted', `${loaded.seconds.toFixed(1)} s`, 'encryption ≤ 20 % more')
  const readable = { station: plain.station, facilityId: world.facilityId }
  note('The same vitals, cache not encrypted', times(measureSave(readable, 1_000)), 'encryption ≤ 20 % more')
  const lookup = (i: number) => searchPatients(plain.station.db, SEARCHES[Math.abs(i) % SEARCHES.length] as string, 20)
  note('The same name search, cache not encrypted', times(sampleOf(timeEach(500, lookup))), 'encryption ≤ 20 % more')
  plain.close()
  const seconds = await measurePush(a.station, world.facilityId, PUSHED)
  note(
    `Push of ${PUSHED} commands, until accepted`,
    `${seconds.toFixed(2)} s, ${Math.round(PUSHED / seconds)} commands/s`,
    '≥ 1,500/s',
  )
  const rights = measureRights(a.station, 200)
  note(
    'Whether a person may do this on a ward, roles read from the cache',
    `median ${rights.median.toFixed(1)} µs, p95 ${rights.p95.toFixed(1)} µs (n = ${rights.count} of 200 each)`,
    'median ≤ 20 µs',
  )
  const { signIn, switched } = await measureSwitch(a.station, 100)
  note('Sign-in with the password, main process and server', times(signIn), '–')
  note('Switch of user by PIN, in the main process', times(switched), 'p95 ≤ 300 ms')
  const b = await world.open('b')
  await measureBootstrap(b.station)
  const other = boardReader(b.station)
  note(
    'Saved at one workstation until read on the board of another',
    times(await measurePoke(subject, { station: b.station, readBoard: other }, 100)),
    'p95 ≤ 200 ms',
  )
  a.close()
  b.close()
  note(
    'Start of the workstation with this cache to its board, browser host, two letters and PIN typed at 40 ms a key',
    times(await measureStart(dirname(a.dir), 'a', '1111', 7)),
    '≤ 2 s',
  )
} finally {
  await world.close()
}
note('Renderer, first load, gzip', `${(firstLoadBytes() / 1000).toFixed(0)} kB`, '≤ 350 kB')
const sync = sectionOf(values.out, SYNC)
writeFileSync(values.out, page())
// that section is another command's
if (sync) writeFileSync(values.out, withSection(values.out, SYNC, sync.split('\n').slice(1, -1).join('\n')))
process.stdout.write(`written to ${values.out}\n`)
// the folders are gone, and a workstation's lease is still looked at now and then
setImmediate(() => process.exit(0))

function page(): string {
  const rows = figures.map(({ what, measured, goal }) => `| ${what} | ${measured} | ${goal} |`)
  return `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}; do not edit. One run, server, workstations and browser on the same machine.

${describeMachine()
  .split('\n')
  .map((line) => `- ${line}`)
  .join('\n')}

| What | Measured | Goal |
|---|---|---|
${rows.join('\n')}

Commands are real \`ward.recordVitals\` with validation, rule, NEWS2, audit and signature. "Durable": SQLite with \`synchronous=FULL\`, PostgreSQL with fsync and synchronous commit.
`
}
