import type { Station } from '../../src-main/platform/station.ts'
import { admissionsOf, nurseOf, vitalsInput } from './measure-local.ts'
import { type Sample, sampleOf } from './stats.ts'

/** Seconds and rows from the first request until every granted scope is ready; over HTTP from another process. */
export async function measureBootstrap(station: Station): Promise<{ seconds: number; rows: number }> {
  const started = performance.now()
  station.sync.start()
  await until(() => isComplete(station), 120_000)
  const seconds = (performance.now() - started) / 1_000
  const tables = station.db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'patients\\_%' ESCAPE '\\' OR name LIKE 'ward\\_%' ESCAPE '\\' OR name LIKE 'identity\\_%' ESCAPE '\\') AND name NOT LIKE 'patients\\_search%' ESCAPE '\\'",
    )
    .pluck()
    .all() as string[]
  const rows = tables.reduce(
    (sum, table) => sum + (station.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number),
    0,
  )
  return { seconds, rows }
}

function isComplete(station: Station): boolean {
  const started = station.sync.status().services.every((service) => service.cursor !== null)
  return started && station.device.scopes().every((scope) => scope.state === 'ready')
}

/** Commands recorded while the server was not asked, then sent: seconds until the last is accepted. */
export async function measurePush(station: Station, facilityId: string, count: number): Promise<number> {
  station.sync.stop()
  const admissions = admissionsOf(station)
  const who = nurseOf(facilityId)
  for (let i = 0; i < count; i++) {
    const admission = admissions[i % admissions.length]
    if (admission) station.execute('ward.recordVitals', 1, vitalsInput(admission, 100_000 + i), who)
  }
  const started = performance.now()
  station.sync.start()
  await until(() => station.outbox.counts().toSend === 0, 120_000)
  return (performance.now() - started) / 1_000
}

/** From "saved" at one workstation until the other has read its board anew, milliseconds. */
export async function measurePoke(
  from: { station: Station; facilityId: string },
  to: { station: Station; readBoard: (wardId: string) => unknown },
  count: number,
): Promise<Sample> {
  const admission = from.station.db
    .prepare("SELECT id, patient_id, ward_id FROM ward_admission WHERE status = 'admitted' ORDER BY id LIMIT 1")
    .get() as { id: string; patient_id: string; ward_id: string }
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const started = performance.now()
    const { result } = from.station.execute(
      'ward.recordVitals',
      1,
      vitalsInput(admission, 200_000 + i),
      nurseOf(from.facilityId),
    )
    const arrived = to.station.db.prepare('SELECT 1 FROM ward_vitals WHERE id = ?').bind(result.vitalsId)
    await until(() => arrived.get() !== undefined, 30_000, 2)
    to.readBoard(admission.ward_id)
    times.push(performance.now() - started)
    // the ward's hand is not faster
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return sampleOf(times)
}

async function until(done: () => boolean, patienceMs: number, everyMs = 10): Promise<void> {
  const end = performance.now() + patienceMs
  while (!done()) {
    if (performance.now() > end) throw new Error(`gave up after ${patienceMs / 1_000} s: ${done}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
