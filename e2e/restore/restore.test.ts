import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEnrolmentCode } from '../../scripts/enrolment-code.ts'
import { projectDir } from '../../scripts/paths.ts'
import { ServerClient } from '../../scripts/server-client.ts'
import { type RunningServer, startServer } from '../../server/app/all-in-one.ts'
import { readEpoch } from '../../server/app/epoch.ts'
import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { seedDemo } from '../../server/demo/seed-demo.ts'
import { joinCluster } from '../../server/platform/postgres/running.ts'
import { workstationMigrations } from '../../src-main/app/migrations.ts'
import { realPorts } from '../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../src-main/platform/station.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import type { Saved } from '../chaos/messages.ts'
import { Chance } from '../chaos/random.ts'
import { doubles, faultsAtServer } from '../chaos/verdict.ts'
import { workOf } from '../chaos/work.ts'

const dir = mkdtempSync(join(tmpdir(), 'carecode-restore-'))
const [dataDir, backups, keys] = [join(dir, 'server'), join(dir, 'backups'), join(dir, 'keys')]
const saved: Saved[] = []
const chance = new Chance(20_261_124)
let server: RunningServer
let station: Station
let port = 0

beforeAll(async () => {
  await start()
  await seedDemo(server)
  station = await enrolled()
  await saveSome(30)
}, 300_000)
afterAll(async () => {
  station?.close()
  await server?.stop()
  rmSync(dir, { recursive: true, force: true })
}, 120_000)

it('given a hospital at work, when it is backed up meanwhile and the backup is tried, then every count is the same and a server starts on it', async () => {
  // entries arrive all the while: the facts must be those of one moment all the same
  const before = saved.length
  const working = setInterval(() => {
    saveOne()
    void station.sync.syncNow()
  }, 20)
  const made = await command('backup', '--data-dir', dataDir, '--to', backups, '--keys', keys).finally(() =>
    clearInterval(working),
  )
  await rest()
  expect(saved.length).toBeGreaterThan(before + 20)
  expect(made).toMatchObject({ status: 0, said: expect.stringContaining('keys in') })
  expect(readdirSync(keys).sort()).toEqual(['audit.key', 'lease.key', 'seal.key'])
  expect(await command('restore-drill', '--from', backups, '--scratch', dir)).toMatchObject({
    status: 0,
    said: expect.stringContaining('VERDICT: this backup can be restored.'),
  })
}, 300_000)

it('given entries after the backup, when the database is put back to a moment between them, then that is what it has; and the workstation sends the rest again', async () => {
  await saveSome(20)
  const early = saved.map(({ commandId }) => commandId)
  const between = new Date()
  await pause(50)
  await saveSome(20)
  const late = saved.map(({ commandId }) => commandId).slice(early.length)
  const before = (await readEpoch(join(dataDir, 'epoch.json')))?.epoch
  await server.stop()

  const order = ['--from', backups, '--data-dir', dataDir, '--to-time', between.toISOString()]
  expect(await command('restore', ...order)).toMatchObject({
    status: 1,
    said: expect.stringMatching(/^RESTORE_TARGET_NOT_EMPTY/),
  })
  renameSync(join(dataDir, 'pg'), join(dataDir, 'pg.away'))
  expect(await command('restore', ...order)).toMatchObject({
    status: 0,
    said: expect.stringContaining('Restored from'),
  })
  expect(await look((client) => outcomesOf(client, early))).toBe(early.length)
  expect(await look((client) => outcomesOf(client, late))).toBe(0)

  await start()
  expect(server.restored).toBe(true)
  expect((await readEpoch(join(dataDir, 'epoch.json')))?.epoch).not.toBe(before)
  await rest()
  expect(await look((client) => faultsAtServer(client, saved, held()))).toEqual([])
  expect(await look(doubles)).toEqual([])
}, 300_000)

it('given a computer that is lost with all its files, when another one is made of the backup and the keys, then it has what was entered since the last restore, and the workstation goes on with it', async () => {
  await saveSome(5)
  await server.stop()
  const all = await look((client) =>
    outcomesOf(
      client,
      saved.map(({ commandId }) => commandId),
    ),
  )
  rmSync(dataDir, { recursive: true })
  const made = await command('restore', '--from', backups, '--data-dir', dataDir, '--keys', keys)
  expect(made).toMatchObject({ status: 0, said: expect.not.stringContaining('made anew') })
  // the log since the restore before, not the one that was left then
  expect(
    await look((client) =>
      outcomesOf(
        client,
        saved.map(({ commandId }) => commandId),
      ),
    ),
  ).toBe(all)
  await start()
  expect(server.restored).toBe(true)
  await saveSome(5)
  expect(await look((client) => faultsAtServer(client, saved, held()))).toEqual([])
}, 300_000)

it('given a moment that the log does not reach, or before the backup, or a backup that is cut off or changed, then each is told and nothing is made', async () => {
  const target = join(dir, 'elsewhere')
  const restore = async (from: string, ...more: string[]) =>
    (await command('restore', '--from', from, '--data-dir', target, ...more)).said.split(':')[0]
  expect(await restore(backups, '--to-time', '2099-01-01T00:00:00Z')).toBe('RESTORE_POINT_UNREACHABLE')
  expect(await restore(backups, '--to-time', '2020-01-01T00:00:00Z')).toBe('BACKUP_NOT_FOUND')
  expect(await restore(backups, '--to-time', 'yesterday')).toBe('CONFIG_WRONG')
  expect(await restore(join(dir, 'nowhere'))).toBe('BACKUP_NOT_FOUND')

  const name = readdirSync(backups).find((each) => each.startsWith('base-')) as string
  const [changed, short, cutOff] = ['changed', 'short', 'cut-off'].map((each) => join(dir, each, name)) as [
    string,
    string,
    string,
  ]
  for (const copy of [changed, short, cutOff]) cpSync(join(backups, name), copy, { recursive: true })
  const control = join('pgdata', 'global', 'pg_control')
  const bytes = readFileSync(join(changed, control))
  bytes[100] = (bytes[100] ?? 0) ^ 1
  writeFileSync(join(changed, control), bytes)
  appendFileSync(join(short, control), 'x')
  rmSync(join(cutOff, 'manifest.json'))
  expect(await restore(changed)).toBe('BACKUP_DAMAGED')
  expect(await restore(short)).toBe('BACKUP_DAMAGED')
  expect(await restore(cutOff)).toBe('BACKUP_INCOMPLETE')
  expect(readdirSync(target)).not.toContain('pg')
}, 300_000)

async function start(): Promise<void> {
  server = await startServer({ dataDir, port, backups, env: {}, log: () => undefined })
  port = Number(new URL(server.url).port)
}

/** As an administrator types it. */
async function command(name: string, ...args: string[]): Promise<{ status: number; said: string }> {
  const env = { ...process.env, DATABASE_URL: '' }
  const child = spawn(process.execPath, [`${projectDir}scripts/${name}.ts`, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
  const [status] = await once(child, 'close')
  return { status, said }
}

async function enrolled(): Promise<Station> {
  const client = new ServerClient(server.url)
  await client.signIn('admin', DEMO_PASSWORD)
  const made = openStation({
    ...{ dir: join(dir, 'desk'), registry, migrations: workstationMigrations, ports: realPorts(), version: '1.0.0' },
    onNotice: () => undefined,
  })
  await made.device.enrol(server.url, await createEnrolmentCode(client, null, []), 'Desk')
  made.sync.start()
  await until(async () => made.db.prepare('SELECT 1 FROM ward_bed').get() !== undefined)
  return made
}

async function saveSome(count: number): Promise<void> {
  await rest()
  for (let made = 0; made < count; ) if (saveOne()) made++
  await rest()
}

function saveOne(): boolean {
  const entry = workOf(station, 'nimali', chance)?.()
  if (!entry) return false
  try {
    const { commandId, result } = station.execute(entry.name, 1, entry.input, { actor: entry.actor })
    const id = entry.of ?? String(result[entry.made ?? ''])
    saved.push({ commandId, name: entry.name, version: 1, kind: entry.kind, id, inError: entry.of !== null })
    return true
  } catch (error) {
    // nothing was saved: a bed that is taken
    if (!(error instanceof ProblemError)) throw error
    return false
  }
}

/** Entries that wait on the workstation for a person, because what they build on was refused this time. */
const held = () =>
  new Set(station.db.prepare(`SELECT command_id FROM outbox WHERE status = 'blocked'`).pluck().all() as string[])

const rest = () =>
  until(async () => {
    await station.sync.syncNow()
    const { db, outbox, device } = station
    const open = db.prepare('SELECT count(*) FROM outbox WHERE overlay = 1').pluck().get()
    return outbox.counts().toSend === 0 && open === 0 && device.scopes().every(({ state }) => state === 'ready')
  })

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await pause(50)
}

/** Into the server's database, whether the server runs or not. */
async function look<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const cluster = await joinCluster(join(dataDir, 'pg'), () => undefined, backups)
  const client = new pg.Client(cluster.connection)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
    await cluster.leave()
  }
}

async function outcomesOf(client: pg.Client, ids: readonly string[]): Promise<number> {
  let found = 0
  for (const service of registry.services()) {
    const sql = `SELECT count(*)::int AS n FROM "${service}".outcome WHERE command_id = ANY($1::uuid[])`
    found += (await client.query<{ n: number }>(sql, [ids])).rows[0]?.n ?? 0
  }
  return found
}
