import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { withTestDatabase } from '../../server/platform/postgres/testing.ts'
import { syncHandlers } from '../../server/platform/sync/handlers.ts'
import { depotConstraints, depotMigrations as serverMigrations } from '../../server/platform/testing/depot.ts'
import { FACILITY, openTestService, type TestService } from '../../server/platform/testing/test-service.ts'
import type { HttpAnswer, Transport } from '../../src-main/platform/device/transport.ts'
import { realCrypto, realPorts } from '../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../src-main/platform/station.ts'
import { depotMigrations } from '../../src-main/platform/sync/testing/depot.ts'
import type { Actor } from '../../src-shared/kernel/actor.ts'
import { deviceScope } from '../../src-shared/kernel/claims/index.ts'
import { Registry } from '../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import { INBOX_SCOPE } from '../../src-shared/kernel/inbox.ts'
import { DEPOT_SCOPE, depot, stock } from '../../src-shared/testing/depot/index.ts'
import { testId } from '../../src-shared/testing/memory-store.ts'

const database = withTestDatabase()
const registry = new Registry([depot])
const actor: Actor = { userId: testId(2), roles: ['pharmacist'] }
let service: TestService
let network: Gateway
let item: string
let items = 100
const open: { station: Station; dir: string }[] = []

/** The service's own handlers, as the workstations reach them. */
class Gateway {
  runtime: TestService['runtime']
  down = false
  readonly devices = new Map<string, { publicKey: string; revokedAt: number | null }>()

  constructor(runtime: TestService['runtime']) {
    this.runtime = runtime
  }

  of(deviceId: string): Transport {
    return {
      events: () => () => undefined,
      request: async ({ url, body }) => {
        if (this.down) throw new Error('unreachable')
        const { pathname, searchParams } = new URL(url)
        if (pathname.endsWith('/challenge')) return { status: 200, body: { nonce: 'n' } }
        if (pathname.endsWith('/session')) return { status: 200, body: { token: 't', expiresAt: 0 } }
        const verb = pathname.split('/').slice(4).join('/')
        const answer = this.#answer(
          deviceId,
          verb,
          verb === 'pull' || verb === 'snapshot' ? Object.fromEntries(searchParams) : body,
        )
        return answer.then((found): HttpAnswer => ({ status: 200, body: JSON.parse(JSON.stringify(found)) }), refusal)
      },
    }
  }

  async #answer(deviceId: string, verb: string, asked: unknown): Promise<unknown> {
    const { publicKey, revokedAt } = this.devices.get(deviceId) ?? { publicKey: '', revokedAt: null }
    const granted = revokedAt === null ? [DEPOT_SCOPE, INBOX_SCOPE, deviceScope(deviceId)] : []
    const from = { deviceId, publicKey, revokedAt, granted }
    const handlers = syncHandlers(this.runtime)
    const of: Record<string, (from: never, asked: unknown) => Promise<unknown>> = {
      ...{ push: handlers.push, pull: handlers.pull, snapshot: handlers.snapshot, leases: handlers.lease },
      ...{ 'leases/return': handlers.returnLeases, claims: handlers.claim },
    }
    const handler = of[verb]
    if (!handler) throw new Error(`no ${verb}`)
    return handler(from as never, asked)
  }
}
function refusal(error: unknown): HttpAnswer {
  if (!(error instanceof ProblemError)) throw error
  const { code, params } = error.problem
  return { status: 409, body: { type: 'x', title: code, status: 409, detail: code, code, params } }
}

beforeAll(async () => {
  service = await openTestService(database, registry, {
    ...{ service: 'depot', migrations: serverMigrations, constraints: depotConstraints },
  })
})
afterAll(() => service?.close())
beforeEach(async () => {
  network = new Gateway(service.runtime)
  item = testId(++items)
})
afterEach(() => {
  for (const { station, dir } of open.splice(0)) {
    if (station.db.open) station.close()
    rmSync(dir, { recursive: true, force: true })
  }
})

async function workstation(n: number): Promise<Station> {
  const dir = mkdtempSync(join(tmpdir(), 'carecode-depot-'))
  const keys = realCrypto().generateKeyPair()
  const deviceId = testId(n)
  network.devices.set(deviceId, { publicKey: keys.publicKey, revokedAt: null })
  const enrolment = {
    ...{ serverUrl: 'http://hospital', deviceName: `Depot ${n}`, deviceId, facilityId: FACILITY },
    ...{ facilityName: 'Base Hospital', utcOffsetMinutes: 330, services: ['depot'] },
  }
  const vault = {
    ...{
      readKey: () => keys.privateKey,
      writeKey() {},
      readEnrolment: () => enrolment,
      writeEnrolment() {},
      forget() {},
    },
  }
  const ports = { ...realPorts(), network: network.of(deviceId) }
  const station = openStation({ dir, registry, migrations: depotMigrations, ports, version: '1', vault, onNotice() {} })
  open.push({ station, dir })
  station.sync.start()
  await synced(station)
  return station
}
async function synced(...stations: Station[]): Promise<void> {
  for (let turn = 0; turn < 3; turn++) for (const station of stations) await station.sync.syncNow()
}

const receive = (station: Station, quantity: number, par: number) =>
  station.execute('depot.receive', 1, { keyId: item, quantity, par }, { actor })
const issue = (station: Station, quantity: number, override: string | null = null) =>
  station.execute('depot.issue', 1, { keyId: item, quantity, override }, { actor }).result.billNumber
const held = (station: Station) =>
  station.db.prepare('SELECT e.quantity FROM depot_stock_escrow e WHERE key_id = ?').pluck().all(item) as number[]
const pool = async () =>
  (await service.rows(stock.Pool)).map(({ row }) => row).find(({ id }) => id === item) as unknown as {
    free: number
    suspense: number
  }
const escrows = async () =>
  (await service.rows(stock.Escrow))
    .map(({ row }) => row)
    .filter(({ keyId }) => keyId === item)
    .map(({ quantity }) => quantity)

it('Given two workstations offline at once, then each gives out its own part and no more, and all of it stands afterwards', async () => {
  const [a, b] = [await workstation(11), await workstation(12)]
  receive(a, 30, 20)
  await synced(a, b)
  expect([held(a), held(b)]).toEqual([[20], [10]])
  expect(await pool()).toMatchObject({ free: 0 })

  network.down = true
  const bills = [issue(a, 15), issue(a, 5), issue(b, 10)]
  expect(() => issue(a, 1)).toThrow('CLAIM_EXCEEDS_ESCROW')
  expect(() => issue(b, 1)).toThrow('CLAIM_EXCEEDS_ESCROW')
  expect(new Set(bills).size).toBe(3)

  network.down = false
  await synced(a, b)
  expect([a, b].map((station) => station.outbox.counts())).toMatchObject([
    { toSend: 0, problems: 0 },
    { toSend: 0, problems: 0 },
  ])
  expect([held(a), held(b), await escrows()]).toEqual([[0], [0], [0, 0]])
  expect(await pool()).toMatchObject({ free: 0, suspense: 0 })
})

it('Given a part is half used, when the server is there, then it is filled up; a reason lets more go and leaves a task', async () => {
  const a = await workstation(13)
  receive(a, 31, 20)
  await synced(a)
  issue(a, 11)
  await synced(a)
  expect(held(a)).toEqual([20])
  issue(a, 25, 'Cardiac arrest')
  await synced(a)
  expect(await pool()).toMatchObject({ free: 0, suspense: -5 })
  expect(a.outbox.counts()).toMatchObject({ toSend: 0 })
  const items = a.db.prepare(`SELECT owner_role FROM depot_inbox_item WHERE state = 'open'`).pluck().all()
  expect(items).toEqual(['pharmacist'])
})

it('Given it is taken out of use with entries unsent, then they arrive, its part is free again, and nothing is left here', async () => {
  const a = await workstation(14)
  receive(a, 50, 20)
  await synced(a)
  network.down = true
  issue(a, 4)
  const device = network.devices.get(testId(14))
  if (device) device.revokedAt = Date.now() + 60_000
  network.down = false
  await synced(a)
  await synced(a)
  expect(await escrows()).toEqual([0])
  expect(await pool()).toMatchObject({ free: 46, suspense: 0 })
  expect(a.db.prepare('SELECT count(*) FROM depot_stock_escrow').pluck().get()).toBe(0)
})

it('Given the server is restored to a time before the loan, then what was given out of it stands and is counted as missing', async () => {
  const a = await workstation(15)
  receive(a, 50, 20)
  await synced(a)
  network.down = true
  issue(a, 6)
  // the loan is undone behind the service's back, as an older copy of the database has it
  await service.runtime.claims.takeBack(testId(15))
  network.runtime = service.again({ epoch: 'restored' })
  network.down = false
  await synced(a)
  await synced(a)
  expect(a.outbox.counts()).toMatchObject({ toSend: 0 })
  const { free, suspense } = await pool()
  const escrow = (await escrows()).reduce<number>((sum, each) => sum + Number(each), 0)
  expect({ suspense, onHand: free + escrow + suspense }).toEqual({ suspense: -6, onHand: 44 })
})
