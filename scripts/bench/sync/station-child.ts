import { createHash } from 'node:crypto'
import type { Station } from '../../../src-main/platform/station.ts'
import { offer } from './calls.ts'
import { openBenchStation } from './open-station.ts'
import { resetPeak } from './process-memory.ts'
import { type BenchRecord, changed, idOf, NURSE, recordAt } from './records.ts'
import { monotonicMs, until } from './waiting.ts'

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
  station = openBenchStation(dir)
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
  // not counts(): asked this often, counting a long queue would be measured too
  const unsent = station.db.prepare(
    "SELECT 1 FROM outbox WHERE service = 'bench' AND status IN ('waiting', 'sent') LIMIT 1",
  )
  await until(() => unsent.get() === undefined, 300_000)
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

/** What is on this workstation and what it has not sent. */
const progress = () => ({
  rows: station.db.prepare('SELECT count(*) FROM bench_observation').pluck().get() as number,
  toSend: station.outbox.counts().toSend,
})

const pause = () => station.sync.stop()

/** Somebody changes the first record of a list here. @returns when it was entered, and its count then */
function touch({ list }: { list: string }): { started: number; count: number } {
  const record = changed(stored(idOf(list, 0)))
  const started = monotonicMs()
  station.execute('bench.record', 1, record, { actor })
  return { started, count: record.count }
}

function close(): void {
  station.close()
}

offer({ open, bootstrap, write, push, settle, catchUp, digest, progress, pause, touch, resetPeak, close })
