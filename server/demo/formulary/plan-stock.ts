import { createDice } from '../random.ts'
import type { DemoCommand, Maker } from '../seed.ts'
import { demoProductId, labelOf } from './plan-formulary.ts'
import { demoMedicines } from './read-medicines.ts'

const DAY_MS = 86_400_000
const LINES = 60
const SEED = 20_261_124

/** Where the demonstration's medicines are. */
export const DEMO_DEPARTMENTS = [
  { code: 'DISP', name: 'Dispensary', type: 'dispensary' },
  { code: 'STORE', name: 'Medical store', type: 'store' },
] as const
const SUPPLIERS = ['State Pharmaceuticals Corporation', 'Lanka Medical Supplies']

/** Two deliveries to each department: one of two months ago, and a newer one of what is used most. */
export function planStock(maker: Maker, now: number, pharmacistId: string): DemoCommand[] {
  const departments = DEMO_DEPARTMENTS.map(({ code, name, type }) =>
    maker(code, 'pharmacy.defineDepartment', { code, name, type }, { department: demoDepartmentId(maker, code) }),
  )
  const suppliers = SUPPLIERS.map((name) =>
    maker(name, 'pharmacy.defineSupplier', { name }, { supplier: supplierId(maker, name) }),
  )
  const receipts = DEMO_DEPARTMENTS.flatMap(({ code }) => [
    ...deliveries(maker, { code, round: 1, at: now - 60 * DAY_MS }),
    ...deliveries(maker, { code, round: 2, at: now - 5 * DAY_MS }),
  ])
  const actor = { userId: pharmacistId, roles: ['pharmacist' as const] }
  return [...departments, ...suppliers, ...receipts].map((command) => ({ ...command, actor }))
}

interface Delivery {
  code: string
  round: number
  at: number
}

function deliveries(maker: Maker, { code, round, at }: Delivery): DemoCommand[] {
  const dice = createDice(SEED + round + code.length)
  const lines = demoMedicines()
    .flatMap(({ name, products }) => products.map((product) => ({ name, product })))
    .filter(() => round === 1 || dice.chance(0.4))
    .map(({ name, product }, n) => ({
      productId: demoProductId(maker, name, labelOf(product)),
      lot: `${code.slice(0, 1)}${round}${String(n + 1).padStart(4, '0')}`,
      // some of the older delivery are near their end by now
      expiry: isoDay(at + dice.whole(round === 1 ? 75 : 200, round === 1 ? 500 : 900) * DAY_MS),
      packSize: product.packs[0]?.size ?? 1,
      packs: dice.whole(3, 20),
      freePacks: dice.chance(0.1) ? 1 : 0,
      packPrice: dice.whole(200, 40_000),
    }))
  return Array.from({ length: Math.ceil(lines.length / LINES) }, (_, n) =>
    maker(
      `${code} ${round} ${n}`,
      'pharmacy.receiveGoods',
      {
        departmentId: demoDepartmentId(maker, code),
        supplierId: supplierId(maker, SUPPLIERS[n % SUPPLIERS.length] as string),
        invoice: `${code}-${round}${n}`,
        lines: lines.slice(n * LINES, (n + 1) * LINES),
      },
      {},
      at,
    ),
  )
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10)
const demoDepartmentId = (maker: Maker, code: string) => maker(code, 'department', {}).commandId
const supplierId = (maker: Maker, name: string) => maker(name, 'supplier', {}).commandId
