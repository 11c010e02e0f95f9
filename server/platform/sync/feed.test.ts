import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bht, Vitals, ward } from '../../../src-shared/domains/ward/index.ts'
import { Registry } from '../../../src-shared/kernel/domain.ts'
import { addRow, digestOf, emptySum } from '../../../src-shared/sync/digest.ts'
import type { FeedEntry, PullResponse, SnapshotResponse } from '../../../src-shared/sync/protocol.ts'
import { wardConstraints } from '../../services/ward/migrations/constraints.ts'
import { wardMigrations } from '../../services/ward/migrations/index.ts'
import { withTestDatabase } from '../postgres/testing.ts'
import { ADMINISTRATOR, NURSE, newId, openTestService, type TestService, TestStation } from './testing.ts'

const database = withTestDatabase()
let service: TestService

beforeAll(async () => {
  service = await openTestService(database, new Registry([ward]), {
    service: 'ward',
    migrations: wardMigrations,
    constraints: wardConstraints,
  })
})
afterAll(() => service?.close())

const stub = { phn: 'P1', familyName: 'Perera', givenName: 'Kamala', title: null, sex: 'female', birthDate: null }
const at = () => Date.now()

let wards = 0
async function openWard(bedCount: number) {
  const wardId = newId()
  const labels = Array.from({ length: bedCount }, (_, i) => `B${i}`)
  const ids = Object.fromEntries([['ward', wardId], ...labels.map((label) => [`bed:${label}`, newId()])])
  const input = { code: `W${++wards}`, name: 'Ward', rooms: [{ name: '1', beds: labels }] }
  await execute('ward.defineWard', input, ids)
  return { wardId, beds: labels.map((label) => ids[`bed:${label}`] as string) }
}

function execute(name: string, input: Record<string, unknown>, ids: Record<string, string> = {}) {
  const actor = { userId: NURSE.userId, roles: [...NURSE.roles, ...ADMINISTRATOR.roles] }
  const command = {
    commandId: newId(),
    name,
    version: 1,
    input,
    actor,
    occurredAt: at(),
    allotted: { ids, numbers: {} },
  }
  return service.runtime.execute([command])
}

async function admit(plan: { wardId: string; beds: string[] }, bed: number) {
  const [patientId, admissionId] = [newId(), newId()]
  const input = { patientId, patient: stub, wardId: plan.wardId, bedId: plan.beds[bed] }
  const outcomes = await execute('ward.admit', input, { admission: admissionId })
  return { patientId, admissionId, bht: outcomes[0]?.result.bht ?? '' }
}

const recordVitals = (of: { patientId: string; admissionId: string }, ids: Record<string, string> = {}) =>
  execute('ward.recordVitals', { patientId: of.patientId, admissionId: of.admissionId, takenAt: at(), pulse: 80 }, ids)

/** Applies pages as a workstation does and keeps what it would hold. */
class Mirror {
  readonly rows = new Map<string, { rev: number; scope: string }>()
  cursor = 0

  take({ entries, ver }: Pick<PullResponse, 'entries' | 'ver'>): void {
    for (const { op, kind, id, rev, scope } of entries) {
      const key = `${kind}/${id}`
      if (op === 'put') this.rows.set(key, { rev, scope })
      else if (this.rows.get(key)?.scope === scope) this.rows.delete(key)
    }
    this.cursor = ver
  }

  sums(scopes: readonly string[]) {
    return scopes.map((scope) => {
      const sum = emptySum()
      for (const [key, row] of this.rows) {
        const [kind, id] = key.split('/') as [string, string]
        if (row.scope === scope) addRow(sum, kind, id, row.rev, 1)
      }
      return { scope, rows: sum.rows, digest: digestOf(sum) }
    })
  }
}

describe('the feed', () => {
  it('given a transfer, when both wards are read, then the stay and its observations leave one and enter the other at one version', async () => {
    const [from, to] = [await openWard(1), await openWard(1)]
    const stay = await admit(from, 0)
    const vitalsId = newId()
    await recordVitals(stay, { vitals: vitalsId })
    const [left, entered] = [`ward:${from.wardId}`, `ward:${to.wardId}`]
    const reader = new TestStation('ward')
    const cursor = (await reader.pull(service.runtime, [left, entered])).ver
    await execute('ward.transfer', { admissionId: stay.admissionId, toBedId: to.beds[0] })

    const page = await reader.pull(service.runtime, [left, entered], cursor)
    expect(new Set(page.entries.map(({ ver }) => ver)).size).toBe(1)
    for (const id of [stay.patientId, stay.admissionId, vitalsId]) {
      const of = page.entries.filter((entry) => entry.id === id)
      expect(of.map(({ op, scope }) => [op, scope])).toEqual([
        ['del', left],
        ['put', entered],
      ])
    }
    expect(page.sums?.[0]).toMatchObject({ scope: left, rows: 0, digest: '0000000000000000' })
    expect(page.sums?.[1]).toMatchObject({ scope: entered, rows: 4 })
  })

  it('given observations recorded while the patient is moved, when all is quiet, then none is left in the old scope', async () => {
    const [from, to] = [await openWard(1), await openWard(1)]
    const stay = await admit(from, 0)
    await Promise.all([
      ...Array.from({ length: 8 }, () => recordVitals(stay)),
      execute('ward.transfer', { admissionId: stay.admissionId, toBedId: to.beds[0] }),
      ...Array.from({ length: 8 }, () => recordVitals(stay)),
    ])
    const taken = (await service.rows(Vitals)).filter(({ row }) => row.admissionId === stay.admissionId)
    expect(taken.map(({ scope }) => scope)).toEqual(Array(16).fill(`ward:${to.wardId}`))
  })

  it('given pages of few entries, when read to the end, then no version is split and the sums are the mirror’s', async () => {
    const plan = await openWard(3)
    for (let bed = 0; bed < 3; bed++) await recordVitals(await admit(plan, bed))
    const scopes = ['reference', `ward:${plan.wardId}`]
    const mirror = new Mirror()
    const seen: FeedEntry[] = []
    for (let more = true; more; ) {
      const page = await new TestStation('ward').pull(service.runtime, scopes, mirror.cursor, 2)
      const last = seen.at(-1)?.ver ?? 0
      expect(page.entries.every(({ ver }) => ver > last)).toBe(true)
      seen.push(...page.entries)
      mirror.take(page)
      more = page.more
      if (!more) expect(mirror.sums(scopes)).toEqual(page.sums)
    }
    expect((await new TestStation('ward').pull(service.runtime, scopes)).entries).toEqual(seen)
  })

  it('given a scope, when its snapshot is read in small pages, then it holds what the feed says, parents first', async () => {
    const plan = await openWard(2)
    const stay = await admit(plan, 0)
    await recordVitals(stay)
    const scope = `ward:${plan.wardId}`
    const pages: SnapshotResponse[] = []
    for (let after: string | null = null; pages.length === 0 || after; after = pages.at(-1)?.next ?? null)
      pages.push(await service.runtime.snapshot(scope, after, 1))
    const rows = pages.flatMap((page) => page.rows)
    expect(rows.map(({ kind }) => kind)).toEqual(['ward.patient', 'ward.admission', 'ward.vitals'])
    expect(pages[0]?.total).toBe(3)
    expect(rows[1]?.row).toMatchObject({ id: stay.admissionId, bht: stay.bht, stages: [], bedId: plan.beds[0] })
    const feed = await new TestStation('ward').pull(service.runtime, [scope])
    for (const { id, row } of rows) expect(feed.entries.filter((entry) => entry.id === id).at(-1)?.row).toEqual(row)
  })

  it('given another epoch or an old protocol, when pulled, then nothing of it is taken for the client’s', async () => {
    const query = { clientId: newId(), cursor: 3, epoch: 'of yesterday', limit: 10, protocol: 1 }
    expect(await service.runtime.pull(['reference'], query)).toMatchObject({
      epoch: 'first',
      entries: [],
      more: true,
      sums: null,
    })
    await expect(service.runtime.pull(['reference'], { ...query, protocol: 0 })).rejects.toMatchObject({
      problem: { code: 'CLIENT_TOO_OLD' },
    })
  })
})

describe('sixteen writers and a reader', () => {
  it('given commits all the time, when the reader follows, then it misses nothing', async () => {
    const plan = await openWard(16)
    const stays = await Promise.all(plan.beds.map((_, bed) => admit(plan, bed)))
    const scopes = ['reference', `ward:${plan.wardId}`]
    const mirror = new Mirror()
    const reader = new TestStation('ward')
    let writing = true
    const writers = Promise.all(stays.map((stay) => writeVitals(stay, 12))).finally(() => {
      writing = false
    })
    while (writing) mirror.take(await reader.pull(service.runtime, scopes, mirror.cursor))
    await writers
    const last = await reader.pull(service.runtime, scopes, mirror.cursor)
    mirror.take(last)
    expect([...mirror.rows.keys()].filter((key) => key.startsWith('ward.vitals')).length).toBe(16 * 12)
    expect(mirror.sums(scopes)).toEqual(last.sums)
  })
})

async function writeVitals(stay: { patientId: string; admissionId: string }, count: number): Promise<void> {
  const station = new TestStation('ward')
  const runtime = service.again()
  for (let i = 0; i < count; i++) {
    const input = { patientId: stay.patientId, admissionId: stay.admissionId, takenAt: at(), pulse: 60 + i }
    const { outcomes } = await station.send(runtime, { name: 'ward.recordVitals', input })
    expect(outcomes).toMatchObject([{ status: 'applied' }])
  }
}

describe('commits', () => {
  it('given a commit, when it is done, then its scopes are poked; a refusal pokes nobody', async () => {
    const plan = await openWard(1)
    const pokes: string[] = []
    const end = service.runtime.onCommit((each) => pokes.push(...each.map(({ scope }) => scope)))
    await admit(plan, 0)
    await expect(admit(plan, 0)).rejects.toMatchObject({ problem: { code: 'WARD_BED_TAKEN' } })
    end()
    await openWard(1)
    expect(pokes.sort()).toEqual(['reference', `ward:${plan.wardId}`])
    expect(bht.parse((await admit(await openWard(1), 0)).bht)).not.toBeNull()
  })
})
