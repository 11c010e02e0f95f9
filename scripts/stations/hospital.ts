import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { startTestServer } from '../../server/app/testing.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { workstationMigrations } from '../../src-main/app/migrations.ts'
import { type Ports, realPorts } from '../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../src-main/platform/station.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import type { Actor } from '../../src-shared/kernel/actor.ts'
import { ServerClient } from '../server-client.ts'

/** A real workstation of the test; what its network may reach is the test's to say. */
export interface TestWorkstation {
  station: Station
  dir: string
  deviceId: string
  /** Parts of addresses that are not reached; '' is everything. */
  cut: Set<string>
}
interface TestWard {
  id: string
  beds: string[]
}

/** The whole server on PostgreSQL, with wards, a nurse, and workstations that are enrolled at it. */
export async function openHospital(name: string) {
  const server = await startTestServer(name)
  const open: TestWorkstation[] = []
  const made = await execute(server, 'identity.addUser', {
    ...{ username: 'nimali', displayName: 'Nimali Perera', roles: ['nurse'] },
  })
  const nurse: { actor: Actor } = { actor: { userId: made.userId ?? '', roles: ['nurse'] } }
  return {
    server,
    nurse,
    ward: (code: string) => openWard(server, code),
    execute: (command: string, input: Record<string, unknown>) => execute(server, command, input),
    async workstation(deviceName: string, scopes: readonly string[]): Promise<TestWorkstation> {
      const made = await enrolled(server, deviceName, scopes)
      open.push(made)
      return made
    },
    async grant(deviceId: string, command: string, input: Record<string, unknown>) {
      await execute(server, command, { deviceId, ...input })
      server.identity.devices.grantsChanged()
    },
    /** As an administrator's program does it. */
    grantByRoute: (deviceId: string, body: { scopes: string[] }) => grantByRoute(server, deviceId, body),
    async close() {
      for (const { station, dir } of open) {
        if (station.db.open) station.close()
        rmSync(dir, { recursive: true, force: true })
      }
      await server.stop()
    },
  }
}

async function execute(server: RunningServer, name: string, input: Record<string, unknown>, ids = {}) {
  const service = server.services.get(name.split('.')[0] ?? '')
  const command = { commandId: randomUUID(), name, version: 1, input, actor: SYSTEM_ACTOR, occurredAt: Date.now() }
  const [outcome] = (await service?.runtime.execute([{ ...command, allotted: { ids, numbers: {} } }])) ?? []
  return { ...outcome?.result }
}

async function grantByRoute(server: RunningServer, deviceId: string, body: { scopes: string[] }): Promise<void> {
  const { signIn } = server.identity
  const client = new ServerClient(server.url)
  const username = `admin${deviceId.slice(-6)}`
  const input = { username, displayName: 'Chandana Silva', roles: ['administrator'] }
  const { userId } = await execute(server, 'identity.addUser', input).catch(() => ({ userId: undefined }))
  if (userId) await signIn.setPassword(userId, username)
  await client.signIn(username, username)
  await client.post(`/v1/identity/workstations/${deviceId}/scopes`, body)
}

async function openWard(server: RunningServer, code: string): Promise<TestWard> {
  const ids = { ward: randomUUID(), 'bed:1': randomUUID(), 'bed:2': randomUUID() }
  const input = { code, name: `Ward ${code}`, rooms: [{ name: 'Bay', beds: ['1', '2'] }] }
  await execute(server, 'ward.defineWard', input, ids)
  return { id: ids.ward, beds: [ids['bed:1'], ids['bed:2']] }
}

async function enrolled(server: RunningServer, name: string, scopes: readonly string[]): Promise<TestWorkstation> {
  const dir = mkdtempSync(join(tmpdir(), 'carecode-station-'))
  const cut = new Set<string>()
  const station = openStation({
    ...{ dir, registry, version: '1.0.0', onNotice: () => undefined },
    migrations: workstationMigrations,
    ports: withCuts(realPorts(), cut),
  })
  const { code } = await server.identity.devices.createCode(SYSTEM_ACTOR.userId, ['staff', 'reference', ...scopes])
  await station.device.enrol(server.url, code, name)
  return { station, dir, cut, deviceId: station.device.enrolment?.deviceId ?? '' }
}

function withCuts(ports: Ports, cut: ReadonlySet<string>): Ports {
  const { network } = ports
  const request: typeof network.request = (asked) =>
    [...cut].some((part) => asked.url.includes(part)) ? Promise.reject(new Error('cut')) : network.request(asked)
  return { ...ports, network: { ...network, request } }
}

/** Waits until a workstation has sent everything and has every row that it may have; it may be told to be patient. */
export async function settled({ station }: TestWorkstation): Promise<void> {
  const end = Date.now() + 20_000
  const overlays = station.db.prepare('SELECT count(*) FROM outbox WHERE overlay = 1').pluck()
  for (;;) {
    station.sync.start()
    await station.sync.syncNow()
    const scopes = station.device.scopes()
    const ready = scopes.length > 0 && scopes.every(({ state }) => state === 'ready')
    if (ready && station.outbox.counts().toSend === 0 && overlays.get() === 0) return
    if (Date.now() > end) throw new Error(`not settled: ${JSON.stringify([scopes, station.sync.status()])}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
