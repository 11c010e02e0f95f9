import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEnrolmentCode } from '../../scripts/enrolment-code.ts'
import { ServerClient } from '../../scripts/server-client.ts'
import { type Part, startGatewayProcess, startServiceProcess } from '../../scripts/server-parts.ts'
import { startServer } from '../../server/app/all-in-one.ts'
import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { seedDemo } from '../../server/demo/seed-demo.ts'
import { createDatabase, dropDatabase } from '../../server/platform/postgres/testing.ts'
import { workstationMigrations } from '../../src-main/app/migrations.ts'
import { realPorts } from '../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../src-main/platform/station.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import type { Saved } from '../chaos/messages.ts'
import { Chance } from '../chaos/random.ts'
import { faultsAtServer } from '../chaos/verdict.ts'
import { workOf } from '../chaos/work.ts'

const DATABASE = `test_split_${process.pid}`
const dir = mkdtempSync(join(tmpdir(), 'carecode-split-'))
const dataDir = join(dir, 'server')
const parts: Part[] = []
const stations: Station[] = []
const saved: Saved[] = []
const chance = new Chance(20_261_123)
let config: pg.PoolConfig
let gateway: Part
let start: (...services: string[]) => Promise<Part>

beforeAll(async () => {
  mkdirSync(dataDir)
  config = await createDatabase(DATABASE)
  const { host, port, user, password } = config
  const database = `postgresql:///${DATABASE}?${new URLSearchParams({ host: `${host}`, port: `${port}`, user: `${user}`, password: `${password}` })}`
  // the same data first by all services in one process: taking them apart needs no conversion
  const together = await startServer({ dataDir, port: 0, env: { DATABASE_URL: database }, log: () => undefined })
  await seedDemo(together)
  await together.stop()
  gateway = await startGatewayProcess(dataDir)
  start = async (...services) => {
    const part = await startServiceProcess(services, { dataDir, gateway: gateway.url, database })
    parts.push(part)
    return part
  }
}, 180_000)
afterAll(async () => {
  for (const station of stations) station.close()
  await Promise.all(parts.map((part) => part.stop()))
  await gateway?.stop()
  await dropDatabase(DATABASE)
}, 60_000)

it('given each service in a process of its own, then what one workstation saves through the gateway another one has', async () => {
  for (const services of [['identity', 'audit'], ['patients', 'pharmacy'], ['ward'], ['ward']]) await start(...services)
  await until(async () => (await fetch(`${gateway.url}/ready`)).ok)
  for (const name of ['Desk A', 'Desk B']) stations.push(await enrolled(name))
  await rest()
  for (let i = 0; i < 60; i++) save()
  await rest()
  expect(saved.length).toBeGreaterThan(30)
  expect(await faults()).toEqual([])
}, 120_000)

it('given two instances of the ward, when each dies in its turn while entries are sent, then none that was acknowledged is lost', async () => {
  for (const dying of parts.slice(2, 4)) {
    for (let i = 0; i < 60; i++) {
      save()
      if (i % 10 === 0) void stations[0]?.sync.syncNow()
      if (i === 30) await dying.kill()
      await pause(5)
    }
    await rest()
    expect(await faults()).toEqual([])
    await until(async () => (await instancesOf('ward')) === 1)
    await start('ward')
    await until(async () => (await instancesOf('ward')) === 2)
  }
}, 180_000)

it('given that patients has died, then the ward goes on; and when it is back, everything is sent', async () => {
  await parts[1]?.kill()
  const before = saved.length
  for (let i = 0; i < 40; i++) save(({ name }) => name === 'ward.recordVitals')
  expect(saved.length).toBeGreaterThan(before)
  await until(async () => {
    await stations[0]?.sync.syncNow()
    return stations[0]?.outbox.counts().toSend === 0
  })
  expect(await faults()).toEqual([])
  for (let i = 0; i < 20; i++) save()
  await start('patients', 'pharmacy')
  await rest()
  expect(await faults()).toEqual([])
}, 120_000)

async function enrolled(name: string): Promise<Station> {
  const client = new ServerClient(gateway.url)
  await client.signIn('admin', DEMO_PASSWORD)
  const station = openStation({
    dir: join(dir, name),
    registry,
    migrations: workstationMigrations,
    ports: realPorts(),
    version: '1.0.0',
    onNotice: () => undefined,
  })
  await station.device.enrol(gateway.url, await createEnrolmentCode(client, null, []), name)
  station.sync.start()
  await until(async () => station.db.prepare('SELECT 1 FROM ward_bed').get() !== undefined)
  return station
}

/** One entry of a nurse at the first workstation. */
function save(wanted: (entry: { name: string }) => boolean = () => true): void {
  const station = stations[0] as Station
  const entry = workOf(station, 'nimali', chance)?.()
  if (!entry || !wanted(entry)) return
  try {
    const { commandId, result } = station.execute(entry.name, 1, entry.input, { actor: entry.actor })
    const id = entry.of ?? String(result[entry.made ?? ''])
    saved.push({ commandId, name: entry.name, version: 1, kind: entry.kind, id, inError: entry.of !== null })
  } catch (error) {
    // nothing was saved: a bed that is taken
    if (!(error instanceof ProblemError)) throw error
  }
}

/** Nothing is left to send, and both workstations have the same. */
const rest = (): Promise<void> =>
  until(async () => {
    for (const station of stations) await station.sync.syncNow()
    const open = stations.some(
      ({ db, outbox, device }) =>
        outbox.counts().toSend > 0 ||
        device.scopes().some(({ state }) => state !== 'ready') ||
        db.prepare('SELECT count(*) FROM outbox WHERE overlay = 1').pluck().get() !== 0,
    )
    return !open && new Set(stations.map(hashOf)).size === 1
  })

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await pause(100)
}

function hashOf({ db }: Station): string {
  const hash = createHash('sha256')
  for (const { service, table } of registry.domains.flatMap(({ kinds }) => kinds))
    for (const row of db.prepare(`SELECT * FROM ${service}_${table} ORDER BY id`).iterate()) {
      const { search_id: _own, ...rest } = row as Record<string, unknown>
      hash.update(JSON.stringify(rest))
    }
  return hash.digest('hex')
}

async function faults(): Promise<string[]> {
  const client = new pg.Client(config)
  await client.connect()
  const held = stations[0]?.db
    .prepare(`SELECT command_id FROM outbox WHERE status = 'blocked'`)
    .pluck()
    .all() as string[]
  try {
    return await faultsAtServer(client, saved, new Set(held))
  } finally {
    await client.end()
  }
}

async function instancesOf(name: string): Promise<number> {
  const status = (await (await fetch(`${gateway.url}/status.json`)).json()) as {
    services: { name: string; instances: unknown[] }[]
  }
  return status.services.find((service) => service.name === name)?.instances.length ?? 0
}
