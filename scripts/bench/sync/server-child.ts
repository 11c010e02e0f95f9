import { createHash, randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { type RunningServer, startServer } from '../../../server/app/all-in-one.ts'
import { SYSTEM_ACTOR } from '../../../server/demo/seed.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { offer } from './calls.ts'
import { benchRegistry, benchService, scopeOfList } from './domain.ts'
import { childrenMemory, resetPeak } from './process-memory.ts'
import { type BenchRecord, changedElsewhere, idOf, NURSE } from './records.ts'
import { seedList } from './seed.ts'

/** The product's all-in-one server on its private PostgreSQL, with the benchmark's service beside the others. */
let running: RunningServer | null = null

const PER_TRANSACTION = 50

async function start({ dataDir, port }: { dataDir: string; port: number }): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const log = (line: Record<string, unknown>) => {
    if (line.level !== 'info') process.stderr.write(`${JSON.stringify(line)}\n`)
  }
  running = await startServer({
    ...{ dataDir, port, log, env: {} },
    more: { services: [benchService], registry: benchRegistry },
  })
  await addNurse()
  return running.url
}

async function addNurse(): Promise<void> {
  const { runtime, pool } = service('identity')
  const { rowCount } = await pool.query('SELECT 1 FROM identity.user WHERE id = $1', [NURSE])
  if (rowCount) return
  const input = { userId: NURSE, username: 'bench', displayName: 'Benchmark', roles: ['nurse'] }
  await runtime.execute([{ ...made(), name: 'identity.addUser', input, actor: SYSTEM_ACTOR }])
}

const made = () => ({ commandId: uuidV7(Date.now(), randomBytes(10)), version: 1, occurredAt: Date.now() })

function server(): RunningServer {
  if (!running) throw new Error('the server was not started')
  return running
}

function service(name: string) {
  const found = server().services.get(name)
  if (!found) throw new Error(`no service ${name}`)
  return found
}

const seed = ({ list, rows }: { list: string; rows: number }) =>
  seedList(service('bench').pool, server().facility.id, list, rows)

async function enrolmentCode({ lists }: { lists: string[] }): Promise<string> {
  return (await server().identity.devices.createCode(SYSTEM_ACTOR.userId, lists.map(scopeOfList))).code
}

/** Somebody else changes the first records of a list. @returns the feed version that carries the last of them */
async function change({ list, rows }: { list: string; rows: number }): Promise<number> {
  const { runtime } = service('bench')
  let ver = 0
  for (let from = 0; from < rows; from += PER_TRANSACTION) {
    const ids = Array.from({ length: Math.min(PER_TRANSACTION, rows - from) }, (_, i) => idOf(list, from + i))
    const now = await recordsOf(ids)
    const commands = now.map((record) => ({
      ...made(),
      name: 'bench.record',
      input: { ...changedElsewhere(record) },
      actor: NURSE_ACTOR,
    }))
    ver = (await runtime.execute(commands)).at(-1)?.ver ?? ver
  }
  return ver
}
const NURSE_ACTOR = { userId: NURSE, roles: ['nurse' as const] }

const CELLS = `id, list, patient_id AS "patientId", taken_at::float8 AS "takenAt", taken_by AS "takenBy", status, pulse,
  systolic, count, note`

async function recordsOf(ids: readonly string[]): Promise<BenchRecord[]> {
  const sql = `SELECT ${CELLS} FROM bench.observation WHERE facility_id = $1 AND id = ANY($2::uuid[])`
  return (await service('bench').pool.query<BenchRecord>(sql, [server().facility.id, ids])).rows
}

/** SHA-256 over all records of a list in the order of their ids, and how many there are. */
async function digest({ list }: { list: string }): Promise<{ rows: number; hash: string }> {
  const sql = `SELECT ${CELLS} FROM bench.observation WHERE facility_id = $1 AND scope = $2 ORDER BY id`
  const { rows } = await service('bench').pool.query(sql, [server().facility.id, scopeOfList(list)])
  const hash = createHash('sha256')
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`)
  return { rows: rows.length, hash: hash.digest('hex') }
}

const head = async () => (await service('bench').runtime.counts()).ver

async function close(): Promise<void> {
  await running?.stop()
  running = null
}

offer({ start, seed, enrolmentCode, change, digest, head, databaseMemory: childrenMemory, resetPeak, close })
