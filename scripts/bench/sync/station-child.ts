import { createHash } from 'node:crypto'
import { identityMigrations } from '../../../src-main/domains/identity/migrations/index.ts'
import { patientsMigrations } from '../../../src-main/domains/patients/migrations/index.ts'
import { wardMigrations } from '../../../src-main/domains/ward/migrations/index.ts'
import { realPorts } from '../../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../../src-main/platform/station.ts'
import { offer } from './calls.ts'
import { benchCacheMigrations, benchRegistry } from './domain.ts'
import { resetPeak } from './process-memory.ts'
import { type BenchRecord, changed, idOf, NURSE, recordAt } from './records.ts'

/** The product's workstation without its screens: cache, outbox, journal and sync as they run in the main process. */
let station: Station

const actor = { userId: NURSE, roles: ['nurse' as const] }

interface Profile {
  dir: string
  url: string
  /** Null: enrolled before. */
  code: string | null
}

async function open({ dir, url, code }: Profile): Promise<void> {
  station = openStation({
    dir,
    registry: benchRegistry,
    migrations: [...identityMigrations, ...patientsMigrations, ...wardMigrations, ...benchCacheMigrations],
    ports: realPorts(),
    version: '1.0.0',
    onNotice: ({ code: notice }) => void process.stderr.write(`notice ${notice}\n`),
  })
  if (code !== null) await station.device.enrol(url, code, 'bench')
}

/** From the first request until every granted scope is ready. */
async function bootstrap(): Promise<{ seconds: number; rows: number }> {
  const started = performance.now()
  station.sync.start()
  await until(() => isReady(), 300_000)
  const seconds = (performance.now() - started) / 1_000
  return { seconds, rows: station.db.prepare('SELECT count(*) FROM bench_observation').pluck().get() as number }
}

function isReady(): boolean {
  const bench = station.sync.status().services.find(({ service }) => service === 'bench')
  return bench?.cursor != null && station.device.scopes().every(({ state }) => state === 'ready')
}

/** Offline: `edits` changes of the first records of the list and the rest new ones, each until it is durable. */
function write({ list, rows, edits, from }: { list: string; rows: number; edits: number; from: number }): number[] {
  station.sync.stop()
  const every = edits > 0 ? Math.floor(rows / edits) : Number.POSITIVE_INFINITY
  return Array.from({ length: rows }, (_, i) => {
    const input =
      i % every === 0 && i / every < edits ? changed(stored(idOf(list, i / every))) : recordAt(list, from + i)
    const started = performance.now()
    station.execute('bench.record', 1, input, { actor })
    return performance.now() - started
  })
}

const CELLS = `id, list, patient_id AS patientId, taken_at AS takenAt, taken_by AS takenBy, status, pulse, systolic,
  count, note`

function stored(id: string): BenchRecord {
  return station.db.prepare(`SELECT ${CELLS} FROM bench_observation WHERE id = ?`).get(id) as BenchRecord
}

/** From the first request until the server has answered every command. */
async function push(): Promise<{ seconds: number; refused: number }> {
  const started = performance.now()
  station.sync.start()
  await until(() => station.outbox.counts().toSend === 0, 300_000)
  const seconds = (performance.now() - started) / 1_000
  return { seconds, refused: station.outbox.counts().problems }
}

/** Until no effect of a command of this workstation lies above the server's rows any more. */
const settle = () =>
  until(
    () => station.db.prepare('SELECT 1 FROM bench_observation WHERE pending = 1 LIMIT 1').get() === undefined,
    60_000,
  )

/** From the first request until the cursor is at `ver`. */
async function catchUp({ ver }: { ver: number }): Promise<{ seconds: number }> {
  const started = performance.now()
  station.sync.start()
  await until(() => cursor() >= ver, 60_000, 1)
  return { seconds: (performance.now() - started) / 1_000 }
}

const cursor = () => station.sync.status().services.find(({ service }) => service === 'bench')?.cursor ?? -1

function digest({ list }: { list: string }): { rows: number; hash: string } {
  const rows = station.db.prepare(`SELECT ${CELLS} FROM bench_observation WHERE list = ? ORDER BY id`).all(list)
  const hash = createHash('sha256')
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`)
  return { rows: rows.length, hash: hash.digest('hex') }
}

const problems = () => station.outbox.counts()

function close(): void {
  station.close()
}

async function until(done: () => boolean, patienceMs: number, everyMs = 5): Promise<void> {
  const end = performance.now() + patienceMs
  while (!done()) {
    if (performance.now() > end) throw new Error(`gave up after ${patienceMs / 1_000} s: ${done}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

offer({ open, bootstrap, write, push, settle, catchUp, digest, problems, resetPeak, close })
