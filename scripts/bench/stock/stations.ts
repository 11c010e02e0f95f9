import { DEMO_PASSWORD } from '../../../server/demo/hospital.ts'
import { demoUserId } from '../../../server/demo/seed.ts'
import type { Station } from '../../../src-main/platform/station.ts'
import { measureBootstrap } from '../measure-sync.ts'
import { type Sample, sampleOf } from '../stats.ts'
import type { World } from '../world.ts'
import { boundOf, bucketsOf } from './server-times.ts'

const ITEMS = 50
const LINES = 5
const QUANTITY = 2
const PUSH = '/v1/pharmacy/sync/push'

interface Page {
  items: { id: string; code: string; name: string }[]
}
interface Products {
  items: { id: string; genericId: string }[]
}
interface Generics {
  items: { id: string; controlled: boolean }[]
}

/** So many items with enough of each for every workstation. */
async function fillShelves({ client }: World): Promise<void> {
  await client.signIn('dilani', DEMO_PASSWORD)
  const { items: departments } = await client.get<Page>('/v1/pharmacy/departments?code=DISP')
  const { items: suppliers } = await client.get<Page>('/v1/pharmacy/suppliers?limit=1')
  const { items: generics } = await client.get<Generics>('/v1/pharmacy/generics?limit=500')
  // a second person at each dispense is not what is measured
  const alone = new Set(generics.filter(({ controlled }) => !controlled).map(({ id }) => id))
  const { items: products } = await client.get<Products>('/v1/pharmacy/products?limit=500')
  const chosen = products.filter(({ genericId }) => alone.has(genericId)).slice(0, ITEMS)
  const lines = chosen.map(({ id }, n) => ({
    ...{ productId: id, lot: `BENCH${n}`, expiry: '2026-12-31', packSize: 1_000, packs: 100, packPrice: 1 },
  }))
  const input = {
    departmentId: departments[0]?.id,
    supplierId: suppliers[0]?.id,
    invoice: `BENCH ${Date.now()}`,
    lines,
  }
  const command = { commandId: crypto.randomUUID(), name: 'pharmacy.receiveGoods', version: 1, input }
  await client.post('/v1/pharmacy/commands', { commands: [{ ...command, occurredAt: Date.now(), ids: {} }] })
  await client.signIn('admin', DEMO_PASSWORD)
}

interface Shelf {
  stockId: string
  departmentId: string
}

/** Batches of the bench that this workstation holds something of. */
const shelfOf = ({ db }: Station): Shelf[] =>
  db
    .prepare(
      `SELECT s.id AS stockId, s.department_id AS departmentId FROM pharmacy_stock s
       JOIN pharmacy_batch b ON b.id = s.batch_id JOIN pharmacy_holding_escrow e ON e.key_id = s.id
       WHERE b.lot LIKE 'BENCH%' AND e.quantity > 1000 ORDER BY b.lot`,
    )
    .all() as Shelf[]

export interface StationFigures {
  stations: number
  dispenses: number
  saved: Sample
  accepted: Sample
  /** Of the pushes, by the server's own count: the bounds under which half and 95 of 100 were answered. */
  server: { median: number; p95: number; count: number }
  /** Outbox entries that the server refused, and stocks below zero anywhere: both nought. */
  refused: number
  negative: number
}

/** Workstations that dispense the same items at the same time: until saved at each, and until the server has accepted it. */
export async function measureStations(world: World, count: number, each: number): Promise<StationFigures> {
  await fillShelves(world)
  const stations: Station[] = []
  for (let n = 0; n < count; n++) {
    const { station } = await world.open(`counter-${n}`)
    await measureBootstrap(station)
    await until(() => shelfOf(station).length === ITEMS)
    stations.push(station)
  }
  const actor = { userId: demoUserId(world.facilityId, 'dilani'), roles: ['pharmacist' as const] }
  const [saved, accepted]: [number[], number[]] = [[], []]
  const work = async (station: Station, n: number) => {
    const shelf = shelfOf(station)
    for (let i = 0; i < each; i++) {
      const lines = Array.from({ length: LINES }, (_, k) => shelf[(n + i * LINES + k) % ITEMS] as Shelf)
      const input = {
        departmentId: lines[0]?.departmentId,
        // the bench's boxes are not the first to expire
        lines: lines.map(({ stockId }) => ({ stockId, quantity: QUANTITY, reason: 'Bench' })),
      }
      const started = performance.now()
      station.execute('pharmacy.dispense', 1, input, { actor })
      saved.push(performance.now() - started)
      await until(() => station.outbox.counts().toSend === 0)
      accepted.push(performance.now() - started)
    }
  }
  const before = await bucketsOf(world, PUSH)
  await Promise.all(stations.map(work))
  const after = await bucketsOf(world, PUSH)
  const [half, most] = [boundOf(before, after, 0.5), boundOf(before, after, 0.95)]
  const sum = (sql: string) => stations.reduce((all, { db }) => all + (db.prepare(sql).pluck().get() as number), 0)
  return {
    ...{ stations: count, dispenses: saved.length, saved: sampleOf(saved), accepted: sampleOf(accepted) },
    server: { median: half.ms, p95: most.ms, count: most.count },
    refused: stations.reduce(
      (all, { outbox }) => all + outbox.list(1_000).filter(({ status }) => status === 'rejected').length,
      0,
    ),
    negative:
      sum('SELECT count(*) FROM pharmacy_holding WHERE free < 0 OR suspense < 0') +
      sum('SELECT count(*) FROM pharmacy_holding_escrow WHERE quantity < 0'),
  }
}

async function until(done: () => boolean): Promise<void> {
  const end = performance.now() + 60_000
  while (!done()) {
    if (performance.now() > end) throw new Error(`gave up after a minute: ${done}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
