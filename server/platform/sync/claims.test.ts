import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Registry } from '../../../src-shared/kernel/domain.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { bill, DEPOT_SCOPE, depot, stock } from '../../../src-shared/testing/depot/index.ts'
import { withTestDatabase } from '../postgres/testing.ts'
import { depotConstraints, depotMigrations } from '../testing/depot.ts'
import type { ServiceRuntime } from './runtime.ts'
import { ADMINISTRATOR, newId, openTestService, type TestService, TestStation } from './testing.ts'

const database = withTestDatabase()
let service: TestService
let runtime: ServiceRuntime
let item: string

beforeAll(async () => {
  const of = { service: 'depot', migrations: depotMigrations, constraints: depotConstraints }
  service = await openTestService(database, new Registry([depot]), of)
  runtime = service.runtime
})
afterAll(() => service?.close())
beforeEach(async () => {
  item = newId()
  await make('depot.receive', { keyId: item, quantity: 100, par: 20 })
})

const make = (name: string, input: Record<string, unknown>) =>
  runtime.execute([{ commandId: newId(), name, version: 1, input, actor: ADMINISTRATOR, occurredAt: Date.now() }])
const borrow = async (of: TestStation, quantity: number, from = runtime) =>
  (
    await from.claims.borrow(
      { deviceId: of.deviceId, granted: [DEPOT_SCOPE] },
      { pool: 'stock', wants: [{ keyId: item, quantity }] },
    )
  ).granted
const rowsOf = async (kind: AnyKind, field = 'keyId') =>
  (await service.rows(kind)).map(({ row }) => row).filter((row) => row[field] === item)

async function balances() {
  const [pool] = await rowsOf(stock.Pool, 'id')
  const escrows = await rowsOf(stock.Escrow)
  const moved = await rowsOf(stock.Movement)
  const escrow = escrows.reduce((sum, { quantity }) => sum + Number(quantity), 0)
  const sumOf = (account: string) =>
    moved
      .map(
        ({ source, target, quantity }) => (Number(target === account) - Number(source === account)) * Number(quantity),
      )
      .reduce((sum, each) => sum + each, 0)
  const { free, suspense } = pool as unknown as { free: number; suspense: number }
  // every balance is the sum of its movements
  expect({ free: sumOf('free'), suspense: sumOf('suspense'), escrow: sumOf('escrow') }).toEqual({
    free,
    suspense,
    escrow,
  })
  return { free, suspense, escrow, out: -sumOf('outside') === free + suspense + escrow ? sumOf('outside') + 100 : NaN }
}

async function numbersOf(station: TestStation, from = runtime) {
  let { from: next } = await from.lease(station.deviceId, { clientId: station.clientId, sequence: 'bill' })
  return () => bill.format(next++)
}
const issueOf = (next: () => string, quantity: number, override: string | null = null) => ({
  name: 'depot.issue',
  input: { keyId: item, quantity, override },
  actor: ADMINISTRATOR,
  ids: { issue: newId(), 'movement:0': newId(), 'movement:1': newId() },
  numbers: { bill: next() },
})

describe('borrowing', () => {
  it('given sixteen that borrow at once, then together they get what there is, and never more', async () => {
    const stations = Array.from({ length: 16 }, () => new TestStation('depot'))
    // two processes of one service: the second knows nothing of the first's turns
    const other = service.again()
    const granted = await Promise.all(
      stations.map((station, i) => borrow(station, 10, i % 2 ? other : runtime).catch(() => 0)),
    )
    const sum = granted.reduce((all, each) => all + each, 0)
    expect(await balances()).toMatchObject({ free: 100 - sum, escrow: sum })
    for (const station of stations) await borrow(station, 10)
    expect(await balances()).toMatchObject({ free: 0, escrow: 100, suspense: 0 })
  })

  it('given a command that only the platform runs, when a person sends it, then NOT_ALLOWED, whatever the role', async () => {
    const input = { deviceId: newId(), wants: [{ keyId: item, quantity: 1 }] }
    await expect(make('depot.borrowStock', input)).rejects.toMatchObject({ problem: { code: 'NOT_ALLOWED' } })
    const station = new TestStation('depot')
    const { outcomes } = await station.send(runtime, { name: 'depot.borrowStock', input, actor: ADMINISTRATOR })
    expect(outcomes).toMatchObject([{ status: 'rejected', problem: { code: 'NOT_ALLOWED' } }])
    const unknown = runtime.claims.borrow(
      { deviceId: newId(), granted: [] },
      { pool: 'gold', wants: [{ keyId: item, quantity: 1 }] },
    )
    await expect(unknown).rejects.toMatchObject({ problem: { code: 'INPUT_INVALID' } })
  })
})

describe('a workstation that does not hold the place of a pool', () => {
  it('given it asks for a part of it, then NOT_ALLOWED, and the pool keeps all it has', async () => {
    const wants = [{ keyId: item, quantity: 10 }]
    const asked = runtime.claims.borrow({ deviceId: newId(), granted: ['ward:7', 'inbox'] }, { pool: 'stock', wants })
    await expect(asked).rejects.toMatchObject({ problem: { code: 'NOT_ALLOWED' } })
    expect(await balances()).toMatchObject({ free: 100, escrow: 0 })
  })
})

describe('two workstations that were offline at once', () => {
  it('given each took all of its part, when both send at the same moment, then all of it stands and nothing is oversold', async () => {
    const stations = [new TestStation('depot'), new TestStation('depot')]
    for (const station of stations) expect(await borrow(station, 50)).toBe(50)
    const drafts = await Promise.all(
      stations.map(async (station) => {
        const next = await numbersOf(station)
        return Array.from({ length: 10 }, () => issueOf(next, 5))
      }),
    )
    const pushed = await Promise.all(stations.map((station, i) => station.send(runtime, ...(drafts[i] ?? []))))
    expect(pushed.flatMap(({ outcomes }) => outcomes.map(({ status }) => status))).toEqual(Array(20).fill('applied'))
    expect(await balances()).toEqual({ free: 0, escrow: 0, suspense: 0, out: 100 })
  })

  it('given a loan that the database forgot in a restore, then what was taken of it stands, in suspense and in the inbox', async () => {
    const station = new TestStation('depot')
    const restored = service.again({ epoch: 'restored' })
    const next = await numbersOf(station, restored)
    const taken = issueOf(next, 7)
    const { outcomes } = await station.send(restored, taken)
    expect(outcomes).toMatchObject([{ status: 'flagged', flags: [{ code: 'CLAIM_WITHOUT_COVER' }] }])
    expect(await balances()).toMatchObject({ free: 100, suspense: -7, escrow: 0, out: 7 })
    const items = (await service.rows(depot.kinds.at(-1) as AnyKind)).map(({ row }) => row)
    expect(items.filter(({ commandId }) => commandId === outcomes[0]?.commandId)).toMatchObject([
      { cause: 'flagged', ownerRole: 'pharmacist', state: 'open' },
    ])
  })
})

describe('what a workstation holds when it is gone', () => {
  it('given it says itself that it is done, then its part is free again, once, and only when its queue has arrived', async () => {
    const station = new TestStation('depot')
    await borrow(station, 20)
    await station.send(runtime, issueOf(await numbersOf(station), 5))
    const give = (lastNumber: number, claims = true) =>
      runtime.returnLeases(station.deviceId, {
        ...{ clientId: station.clientId, epoch: 'first', lastNumber, rests: [], claims },
      })
    await give(2)
    await give(1, false)
    expect(await balances()).toMatchObject({ free: 80, escrow: 15 })
    await give(1)
    await give(1)
    expect(await balances()).toMatchObject({ free: 95, escrow: 0, suspense: 0 })
  })

  it('given it is lost and reclaimed, when it sends after all, then what it took comes off what is doubtful', async () => {
    const station = new TestStation('depot')
    await borrow(station, 20)
    const draft = issueOf(await numbersOf(station), 5)
    await runtime.claims.reclaim(station.deviceId, 'Stolen from the ward', ADMINISTRATOR)
    expect(await balances()).toMatchObject({ free: 80, escrow: 0, suspense: 20 })
    const { outcomes } = await station.send(runtime, draft)
    expect(outcomes[0]?.status).toBe('flagged')
    expect(await balances()).toMatchObject({ free: 80, suspense: 15, out: 5 })
  })
})
