import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Bed, ward } from '../../../src-shared/domains/ward/index.ts'
import { Registry } from '../../../src-shared/kernel/domain.ts'
import { addRow, digestOf, emptySum } from '../../../src-shared/sync/digest.ts'
import { wardConstraints } from '../../services/ward/migrations/constraints.ts'
import { wardMigrations } from '../../services/ward/migrations/index.ts'
import { startConsumer } from '../events/consume.ts'
import { withTestDatabase } from '../postgres/testing.ts'
import type { ServiceRuntime } from './runtime.ts'
import { ADMINISTRATOR, newId, openTestService, type TestService } from './testing.ts'

const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR
const SCOPES = ['reference']

const database = withTestDatabase()
let service: TestService
let runtime: ServiceRuntime
let now = Date.UTC(2026, 10, 23)

beforeAll(async () => {
  const of = { service: 'ward', migrations: wardMigrations, constraints: wardConstraints }
  service = await openTestService(database, new Registry([ward]), of)
})
beforeEach(() => {
  now += 100 * WEEK
  runtime = service.again({ clock: { now: () => now } })
})
afterAll(() => service?.close())

let wards = 0
async function openWard(of: ServiceRuntime = runtime) {
  const input = { code: `C${++wards}`, name: 'Ward', rooms: [{ name: '1', beds: ['1', '2'] }] }
  const command = { commandId: newId(), name: 'ward.defineWard', version: 1, input, actor: ADMINISTRATOR }
  await of.execute([{ ...command, occurredAt: now }])
}

/** What a workstation holds of one scope. */
class Client {
  readonly id = newId()
  readonly rows = new Map<string, number>()
  cursor = 0
  begins = 0

  async startOver() {
    this.rows.clear()
    this.begins += 1
    this.cursor = 0
    for (let after: string | null = null, first = true; first || after !== null; first = false) {
      const page = await runtime.snapshot('reference', after, 3)
      for (const { kind, id, rev } of page.rows) this.rows.set(`${kind}/${id}`, rev)
      if (first) this.cursor = page.at
      after = page.next
    }
  }

  ask = (limit = 4) =>
    runtime.pull(SCOPES, { clientId: this.id, cursor: this.cursor, epoch: 'first', limit, protocol: 1 })

  /** Reads to the end. @returns the sum that the server says */
  async read() {
    for (;;) {
      const page = await this.ask()
      if (page.tooOld) await this.startOver()
      else {
        for (const { op, kind, id, rev } of page.entries) {
          if (op === 'put') this.rows.set(`${kind}/${id}`, rev)
        }
        this.cursor = page.ver
        if (page.sums) return page.sums[0]
      }
    }
  }

  sum() {
    const sum = emptySum()
    for (const [key, rev] of this.rows) addRow(sum, ...(key.split('/') as [string, string]), rev, 1)
    return { scope: 'reference', rows: sum.rows, digest: digestOf(sum) }
  }
}
const compact = (options: Partial<Parameters<ServiceRuntime['compact']>[0]> = {}) =>
  runtime.compact({ readBy: [], ...options })
const entries = async () => (await runtime.feed((await compact({ keepMs: WEEK * 1000 })).horizon, 10_000)).length

describe('the compaction of a feed', () => {
  it('given a reader that has all and one that lags, when an hour has gone by, then only what both have goes, and none is told anything', async () => {
    await openWard()
    const [fast, slow] = [new Client(), new Client()]
    await fast.startOver()
    await slow.startOver()
    await fast.read()
    await slow.read()
    const read = slow.cursor
    await openWard()
    await fast.read()
    await compact()
    now += HOUR
    await slow.ask()
    await fast.ask()
    expect((await compact()).horizon).toBe(read)
    expect(await slow.read()).toEqual(slow.sum())
    expect(slow.begins).toBe(1)
    now += HOUR
    await fast.ask()
    await slow.ask()
    expect((await compact()).horizon).toBe(fast.cursor)
    expect(await entries()).toBe(0)
  })

  it('given a reader that was away for a week, when it asks again, then it is told, starts over and has every row', async () => {
    await openWard()
    const client = new Client()
    await client.startOver()
    await client.read()
    await openWard()
    await compact()
    now += WEEK
    await openWard()
    expect((await compact()).horizon).toBeGreaterThan(client.cursor)
    const page = await client.ask()
    expect(page).toMatchObject({ tooOld: true, entries: [], granted: [], more: true, sums: null })
    expect(await client.read()).toEqual(client.sum())
    expect(client.begins).toBe(2)
  })

  it('given a first contact, when it asks for one entry from the beginning, then it learns what is granted', async () => {
    await openWard()
    await compact({ keepMs: 0 })
    expect(await new Client().ask(1)).toMatchObject({ granted: SCOPES })
    expect(await new Client().ask(2)).toMatchObject({ tooOld: true })
  })

  it('given entries of the last hour that all active readers have, then they stay: a first snapshot may be under way', async () => {
    await openWard()
    const [old, fresh] = [new Client(), new Client()]
    await old.startOver()
    await fresh.startOver()
    await openWard()
    await old.read()
    await compact()
    now += HOUR / 2
    await old.ask()
    await compact()
    expect(await fresh.read()).toEqual(fresh.sum())
    expect(fresh.begins).toBe(1)
  })

  it('given a client that writes its id now in capitals and now not, then it is one reader', async () => {
    await openWard()
    const client = new Client()
    await client.startOver()
    const ask = (clientId: string) =>
      runtime.pull(SCOPES, { clientId, cursor: client.cursor, epoch: 'first', limit: 4, protocol: 1 })
    await ask(client.id)
    await ask(client.id.toUpperCase())
    expect(await compact()).toMatchObject({ horizon: expect.any(Number) })
  })

  it('given another service that has read less, then it is waited for, whatever the age', async () => {
    await openWard()
    const { horizon } = await compact({ keepMs: 0 })
    await openWard()
    expect((await compact({ keepMs: 0, readBy: [horizon, horizon + 7] })).horizon).toBe(horizon)
  })

  it('given compactions during snapshots, pages and commits, when all is quiet, then every reader has the server’s rows', async () => {
    for (let n = 0; n < 4; n++) await openWard()
    const clients = Array.from({ length: 4 }, () => new Client())
    let busy = true
    const writer = async () => {
      for (let n = 0; n < 12; n++) await openWard()
      busy = false
    }
    const sweeper = async () => {
      while (busy) await compact({ keepMs: 0, restMs: 0 })
    }
    const reader = async (client: Client) => {
      await client.startOver()
      while (busy) await client.read()
    }
    await Promise.all([writer(), sweeper(), ...clients.map(reader)])
    await compact({ keepMs: 0 })
    for (const client of clients) expect(await client.read()).toEqual(client.sum())
  })
})

it('given a consumer that begins after a compaction, then it gets every row once as it stands, and then the feed', async () => {
  await openWard()
  await compact({ keepMs: 0 })
  const beds = new Set<string>()
  const apply = async (_: unknown, entries: readonly { kind: string; id: string }[]) => {
    for (const { kind, id } of entries) if (kind === Bed.name) beds.add(id)
  }
  const consumer = startConsumer({ source: newId(), apply }, runtime, runtime, () => undefined)
  await consumer.caughtUp()
  expect([...beds].sort()).toEqual((await service.rows(Bed)).map(({ row }) => row.id).sort())
  await openWard()
  await consumer.caughtUp()
  expect(beds.size).toBe((await service.rows(Bed)).length)
  await consumer.stop()
})
