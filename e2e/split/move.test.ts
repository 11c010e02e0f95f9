import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endWithWorker } from '../../scripts/end-with-worker.ts'
import { createEnrolmentCode } from '../../scripts/enrolment-code.ts'
import { projectDir } from '../../scripts/paths.ts'
import { ServerClient } from '../../scripts/server-client.ts'
import { type Part, startGatewayProcess, startServiceProcess } from '../../scripts/server-parts.ts'
import { type RunningServer, startServer } from '../../server/app/all-in-one.ts'
import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { seedDemo } from '../../server/demo/seed-demo.ts'
import { type Cluster, startCluster } from '../../server/platform/postgres/cluster.ts'
import { createDatabase, dropDatabase } from '../../server/platform/postgres/testing.ts'
import { workstationMigrations } from '../../src-main/app/migrations.ts'
import { realPorts } from '../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../src-main/platform/station.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import type { Actor } from '../../src-shared/kernel/actor.ts'

const DATABASE = `test_moved_${process.pid}`
const dir = mkdtempSync(join(tmpdir(), 'carecode-moved-'))
const dataDir = join(dir, 'server')
const parts: Part[] = []
const stations: Station[] = []
let shared: pg.PoolConfig
let own: Cluster
let gateway: Part
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  mkdirSync(dataDir)
  // a PostgreSQL of its own, not only another database
  own = await startCluster({ dataDir: join(dir, 'own') })
  shared = await createDatabase(DATABASE)
  const { host, port, user, password } = shared
  const url = `postgresql:///${DATABASE}?${new URLSearchParams({ host: `${host}`, port: `${port}`, user: `${user}`, password: `${password}` })}`
  env = { ...process.env, DATABASE_URL: url }
  const together = await startServer({ dataDir, port: 0, env, log: () => undefined })
  await seedDemo(together)
  await together.stop()
  gateway = await startGatewayProcess(dataDir)
  for (const services of [['identity', 'audit', 'patients', 'ward'], ['pharmacy'], ['pharmacy']])
    parts.push(await startServiceProcess(services, { dataDir, gateway: gateway.url, database: url }))
  await until(async () => (await fetch(`${gateway.url}/ready`)).ok)
  for (const name of ['Desk A', 'Desk B']) stations.push(await enrolled(gateway.url, name))
}, 180_000)
afterAll(async () => {
  for (const station of stations) station.close()
  await Promise.all(parts.map((part) => part.stop()))
  await gateway?.stop()
  await own?.stop()
  await dropDatabase(DATABASE)
  rmSync(dir, { recursive: true, force: true })
}, 60_000)

it('given pharmacy at work in two processes, when it is moved to a PostgreSQL of its own and back, then no entry is lost or doubled and workstations go on', async () => {
  const epoch = epochOf()
  const load = work()
  await pause(1_000)
  const there = await move('pharmacy', own.url)
  expect(there.code, there.text).toBe(0)
  expect(there.text).toMatch(/Nobody could write for \d+\.\d\d s/)
  await grows(load.accepted)
  expect(await count(own.connection, 'pharmacy.supplier')).toBeGreaterThan(await count(shared, 'pharmacy.supplier'))
  // one that is started now finds it as well, and one that ends and comes back
  await parts[1]?.stop()
  const database = env.DATABASE_URL as string
  parts.push(await startServiceProcess(['pharmacy'], { dataDir, gateway: gateway.url, database }))
  await grows(load.accepted)
  const back = await move('pharmacy', 'shared')
  expect(back.code, back.text).toBe(0)
  await grows(load.accepted)
  await load.stop()
  await noneLost(shared, load)
  expect(epochOf()).toBe(epoch)
}, 240_000)

it('given that the command is killed at any moment, when it is run again, then it ends, and nothing is lost', async () => {
  const load = work()
  for (const ms of [700, 1_200, 1_700, 2_200]) {
    const killed = start('pharmacy', own.url)
    await pause(ms)
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    await pause(200)
  }
  const there = await move('pharmacy', own.url)
  expect(there.code, there.text).toBe(0)
  await grows(load.accepted)
  await load.stop()
  await noneLost(own.connection, load)
  const again = await move('pharmacy', 'shared')
  expect(again.code, again.text).toBe(0)
}, 240_000)

it('given the server in one process with its private database, when a service is moved while it works, then it goes on there, also after a restart', async () => {
  const data = join(dir, 'one')
  mkdirSync(data)
  const open = () =>
    startServer({ dataDir: data, port: 0, env: { ...process.env, DATABASE_URL: '' }, log: () => undefined })
  let server: RunningServer = await open()
  try {
    await seedDemo(server)
    const before = await count(server.services.get('patients')?.pool as pg.Pool, 'patients.patient')
    for (const service of ['patients', 'identity', 'audit']) {
      const moved = await move(service, own.url, data, { ...process.env, DATABASE_URL: '' })
      expect(moved.code, moved.text).toBe(0)
    }
    const client = new ServerClient(server.url)
    await until(async () => client.signIn('admin', DEMO_PASSWORD).then(() => true))
    expect(await count(own.connection, 'patients.patient')).toBe(before)
    await server.stop()
    server = await open()
    expect(server.restored).toBe(false)
    expect(await count(server.services.get('patients')?.pool as pg.Pool, 'patients.patient')).toBe(before)
    await new ServerClient(server.url).signIn('admin', DEMO_PASSWORD)
    // what is left is in the backup of the private database, and the drill says so
    const alone = { ...process.env, DATABASE_URL: '' }
    const backups = join(dir, 'backups')
    const backup = await ended(
      startScript('backup.ts', ['--to', backups, '--data-dir', data, '--keys', join(dir, 'keys')], alone),
    )
    expect(backup.code, backup.text).toBe(0)
    expect(backup.text).toContain('databases.json')
    const drill = await ended(startScript('restore-drill.ts', ['--from', backups], alone))
    expect(drill.text).toContain('as they were moved: patients, identity, audit')
    expect(drill.text).toContain('VERDICT: this backup can be restored.')
  } finally {
    await server.stop()
  }
}, 240_000)

interface Load {
  /** Suppliers whose entry was acknowledged: saved at the workstation, or answered with 200. */
  accepted: string[]
  stop(): Promise<void>
}

/** A workstation that enters and sends, and another system at the REST routes, both without a pause. */
function work(): Load {
  const station = stations[0] as Station
  const accepted: string[] = []
  let going = true
  const atDesk = async () => {
    const actor = actorOf(station)
    for (; going; await pause(15)) {
      const name = `desk ${randomUUID()}`
      station.execute('pharmacy.defineSupplier', 1, { name }, { actor })
      accepted.push(name)
      if (accepted.length % 5 === 0) void station.sync.syncNow()
    }
  }
  const overRest = async () => {
    const client = new ServerClient(gateway.url)
    await client.signIn('admin', DEMO_PASSWORD)
    while (going) {
      const name = `rest ${randomUUID()}`
      const input = { name }
      const command = { name: 'pharmacy.defineSupplier', version: 1, input, occurredAt: Date.now() }
      const body = { commands: [{ ...command, commandId: randomUUID() }] }
      // the same until it is answered: so a client that lost an answer does
      await until(() => client.post('/v1/pharmacy/commands', body).then(() => true, onlyWhileMoving))
      accepted.push(name)
    }
  }
  const running = Promise.all([atDesk(), overRest(), overRest()])
  // said where it is stopped
  running.catch(() => undefined)
  return {
    accepted,
    stop: async () => {
      going = false
      await running
      await until(async () => {
        for (const each of stations) await each.sync.syncNow()
        return stations.every(
          ({ db, outbox }) =>
            outbox.counts().toSend === 0 &&
            db.prepare('SELECT count(*) FROM outbox WHERE overlay = 1').pluck().get() === 0,
        )
      })
    },
  }
}

/** Anything but being told to come back would be a fault. */
function onlyWhileMoving(error: Error): false {
  if (!/SERVICE_UNAVAILABLE|fetch failed/.test(error.message)) throw error
  return false
}

async function noneLost(at: pg.PoolConfig, { accepted }: Load): Promise<void> {
  const found = await ask(at, 'SELECT name FROM pharmacy.supplier')
  const times = new Map<string, number>()
  for (const { name } of found) times.set(name, (times.get(name) ?? 0) + 1)
  expect(accepted.length).toBeGreaterThan(50)
  expect(accepted.filter((name) => times.get(name) !== 1)).toEqual([])
  const [row] = await ask(
    at,
    `SELECT (SELECT max(ver) FROM pharmacy.feed) = (SELECT ver FROM pharmacy.feed_counter) AS counted,
      (SELECT count(*) FROM pharmacy.audit) = (SELECT sum(seq) FROM pharmacy.audit_head) AS chained,
      (SELECT count(*) FROM pharmacy.kept_command WHERE status <> 'applied')::int AS refused`,
  )
  expect(row).toEqual({ counted: true, chained: true, refused: 0 })
  for (const { db } of stations) {
    const names = db.prepare('SELECT name FROM pharmacy_supplier').pluck().all() as string[]
    expect(names.toSorted()).toEqual(found.map(({ name }) => name).toSorted())
  }
}

const epochOf = () => JSON.parse(readFileSync(join(dataDir, 'epoch-pharmacy.json'), 'utf8')).epoch

async function grows(list: readonly unknown[]): Promise<void> {
  const before = list.length
  await until(async () => list.length > before + 20)
}

async function ask(at: pg.PoolConfig, sql: string) {
  const client = new pg.Client(at)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function count(at: pg.PoolConfig | pg.Pool, table: string): Promise<number> {
  const sql = `SELECT count(*)::int AS n FROM ${table}`
  return (at instanceof pg.Pool ? (await at.query(sql)).rows : await ask(at, sql))[0].n
}

function startScript(script: string, args: readonly string[], using: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, [`scripts/${script}`, ...args], { cwd: projectDir, env: using })
  endWithWorker(child)
  return child
}

const start = (service: string, address: string, data = dataDir, using = env): ChildProcess =>
  startScript('db-move.ts', [service, address, '--data-dir', data], using)

async function ended(child: ChildProcess): Promise<{ code: number; text: string }> {
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => {
      text += part.toString()
    })
  const [code] = await once(child, 'close')
  return { code, text }
}

const move = (...of: Parameters<typeof start>) => ended(start(...of))

async function enrolled(url: string, name: string): Promise<Station> {
  const client = new ServerClient(url)
  await client.signIn('admin', DEMO_PASSWORD)
  const station = openStation({
    dir: join(dir, name),
    registry,
    migrations: workstationMigrations,
    ports: realPorts(),
    version: '1.0.0',
    onNotice: () => undefined,
  })
  await station.device.enrol(url, await createEnrolmentCode(client, null, []), name)
  station.sync.start()
  await until(async () => station.db.prepare('SELECT 1 FROM ward_bed').get() !== undefined)
  await until(async () => station.db.prepare('SELECT 1 FROM pharmacy_supplier').get() !== undefined)
  return station
}

function actorOf({ db }: Station): Actor {
  const { id, roles } = db.prepare(`SELECT id, roles FROM identity_user WHERE username = 'admin'`).get() as {
    id: string
    roles: string
  }
  return { userId: id, roles: JSON.parse(roles) }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(50)
}
