import { z } from 'zod'
import { quantitySchema } from '../../../kernel/claims/index.ts'
import { apply, type CommandContext, command, type Flag, former, type Put, put } from '../../../kernel/command.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Purchase } from '../purchase-records.ts'
import { Generic, Product } from '../records.ts'
import { dayAt, freshness } from '../rules/expiry.ts'
import { type Ordered, received } from '../rules/received.ts'
import { spread } from '../rules/spread.ts'
import {
  Batch,
  Department,
  expirySchema,
  GoodsReceipt,
  holding,
  LedgerEntry,
  lotSchema,
  Stock,
  Supplier,
} from '../stock-records.ts'

const packs = z.int('Enter a whole number of packs').nonnegative().max(1_000_000)
const cents = z.int('Enter the price in whole cents').nonnegative().max(100_000_000_000)

interface Packs {
  packs: number
  freePacks: number
  packSize: number
}
const unitsOf = ({ packs, freePacks, packSize }: Packs): number => (packs + freePacks) * packSize

const line = z
  .strictObject({
    productId: z.uuid(),
    lot: lotSchema,
    expiry: expirySchema,
    /** How many units of the product are in one pack. */
    packSize: z.int('Enter how many are in a pack').positive().max(100_000),
    packs,
    /** Given on top without being paid. */
    freePacks: packs.default(0),
    /** Of one pack, in cents. */
    packPrice: cents,
  })
  .refine((each) => each.packs + each.freePacks > 0, { path: ['packs'], message: 'Enter how many packs have come' })
  .refine((each) => quantitySchema.safeParse(unitsOf(each)).success, {
    path: ['packs'],
    message: 'The quantity is too large',
  })
  .refine((each) => Number.isSafeInteger(each.packs * each.packPrice), {
    path: ['packPrice'],
    message: 'The price is too large',
  })
type Line = z.output<typeof line>

const fields = {
  departmentId: z.uuid(),
  supplierId: z.uuid(),
  invoice: z.string().trim().min(1, 'Enter the number of the invoice').max(60, 'The invoice number is too long'),
  lines: z.array(line).min(1, 'Enter what has come').max(200, 'A receipt has 200 lines at most'),
  /** On the whole invoice, in cents. */
  discount: cents.default(0),
  /** Goods of an invoice that was entered before are another delivery of it. */
  again: z.boolean().default(false),
}
const affordable = <Schema extends z.ZodType<{ lines: Line[]; discount: number }>>(schema: Schema) =>
  schema.refine(
    ({ lines, discount }) => discount <= lines.reduce((sum, each) => sum + each.packs * each.packPrice, 0),
    {
      path: ['discount'],
      message: 'The discount is more than the price',
    },
  )
const inputOf1 = affordable(z.strictObject(fields))
const input = affordable(
  z.strictObject({
    ...fields,
    /** The order that it is a delivery of; null: none. */
    purchaseId: z.uuid().nullable().default(null),
  }),
)
type Entry = z.output<typeof input>

/** Medicines that a supplier has brought: they are on the shelf from here on. */
export const receiveGoods = command({
  name: 'pharmacy.receiveGoods',
  version: 2,
  class: 'edit',
  allow: ['pharmacist'],
  input,
  former: { 1: former(inputOf1, (entry) => ({ ...entry, purchaseId: null })) },
  gather: gatherGoods,
  decide(state, entry, context) {
    const refused = refusalOf(state, entry, context)
    if (refused) return refused
    const receiptId = context.id('receipt')
    const costs = spread(entry.discount, entry.lines.map(priceOf))
    const lines = entry.lines.map((each, i) => ({ ...each, cost: priceOf(each) - (costs[i] ?? 0) }))
    const places = placesOf(state, entry, context)
    const { actor, occurredAt: at } = context
    const receipt = {
      ...{ id: receiptId, departmentId: entry.departmentId, supplierId: entry.supplierId, invoice: entry.invoice },
      purchaseId: entry.purchaseId,
      ...{ receivedAt: at, by: actor.userId, discount: entry.discount },
      total: lines.reduce((sum, { cost }) => sum + cost, 0),
      lines: lines.map(({ productId, packSize, packs, freePacks, packPrice, cost, ...each }) => ({
        stockId: places.get(keyOf({ productId, ...each }))?.stockId as string,
        ...{ productId, packSize, packs, freePacks, packPrice, cost },
      })),
    }
    const puts = [...places.values()].flatMap((place) => arrived(place, entry.departmentId, receiptId, context))
    const { puts: closed, flags } = purchaseOf(state, entry, context)
    return apply([...puts, put(GoodsReceipt, receipt), ...closed], { receiptId }, [
      ...flagsOf(entry, context),
      ...flags,
    ])
  },
})

const priceOf = ({ packs, packPrice }: Line) => packs * packPrice
const keyOf = ({ productId, lot, expiry }: Pick<Line, 'productId' | 'lot' | 'expiry'>) =>
  `${productId.toLowerCase()} ${lot} ${expiry}`

interface State {
  department: RowOf<typeof Department> | null
  supplier: RowOf<typeof Supplier> | null
  /** The same invoice of the same supplier, entered before. */
  earlier: RowOf<typeof GoodsReceipt> | undefined
  purchase: RowOf<typeof Purchase> | null
  /** Earlier deliveries of the same order. */
  deliveries: RowOf<typeof GoodsReceipt>[]
  /** By product, of a delivery of an order. */
  names: ReadonlyMap<string, string>
  products: ReadonlyMap<string, RowOf<typeof Product> | null>
  /** By key of a line: what is known of its batch here. */
  known: ReadonlyMap<string, Known>
}
interface Known {
  batch: RowOf<typeof Batch> | null
  stock: RowOf<typeof Stock> | null
  pool: RowOf<typeof holding.Pool> | null
}

function* gatherGoods({ departmentId, supplierId, purchaseId, invoice, lines }: Entry): Gather<State> {
  const products = new Map<string, RowOf<typeof Product> | null>()
  const known = new Map<string, Known>()
  for (const each of lines) {
    if (!products.has(each.productId)) products.set(each.productId, yield* get(Product, each.productId))
    if (!known.has(keyOf(each))) known.set(keyOf(each), yield* knownOf(departmentId, each))
  }
  const [earlier] = yield* list(GoodsReceipt, 'byInvoice', [supplierId, invoice])
  const department = yield* get(Department, departmentId)
  const purchase = purchaseId ? yield* get(Purchase, purchaseId) : null
  const deliveries = purchaseId ? yield* list(GoodsReceipt, 'byPurchase', [purchaseId]) : []
  const names = new Map<string, string>()
  if (purchase)
    for (const [productId, product] of products)
      names.set(productId, (product ? yield* get(Generic, product.genericId) : null)?.name ?? '')
  const supplier = yield* get(Supplier, supplierId)
  return { department, supplier, earlier, purchase, deliveries, names, products, known }
}

function* knownOf(departmentId: string, { productId, lot, expiry }: Line): Gather<Known> {
  const batches = yield* list(Batch, 'byProduct', [productId, lot])
  const batch = batches.find((each) => each.expiry === expiry) ?? null
  const here = batch ? yield* list(Stock, 'byBatch', [batch.id]) : []
  const stock = here.find((each) => each.departmentId === departmentId) ?? null
  return { batch, stock, pool: stock ? yield* get(holding.Pool, stock.id) : null }
}

function refusalOf(
  { department, supplier, earlier, purchase, products, known }: State,
  entry: Entry,
  context: CommandContext,
) {
  if (!department) return refuse('DEPARTMENT_UNKNOWN')
  if (!supplier) return refuse('SUPPLIER_UNKNOWN')
  if (entry.lines.some(({ productId }) => !products.get(productId))) return refuse('MEDICINE_UNKNOWN')
  if (!context.attended) return null
  if (entry.purchaseId && purchase?.departmentId !== entry.departmentId) return refuse('PURCHASE_UNKNOWN')
  if (purchase && purchase.state !== 'approved') return refuse('PURCHASE_NOT_OPEN')
  if (earlier && !entry.again) return refuse('INVOICE_ENTERED', { invoice: entry.invoice, supplier: supplier.name })
  const recalled = entry.lines.find((each) => known.get(keyOf(each))?.batch?.recalled)
  if (recalled) return refuse('BATCH_RECALLED', { lot: recalled.lot })
  const old = entry.lines.find(({ expiry }) => freshness(expiry, today(context)) === 'expired')
  return old ? refuse('BATCH_EXPIRED', { lot: old.lot, expiry: old.expiry }) : null
}

const today = ({ occurredAt, utcOffsetMinutes }: CommandContext) => dayAt(occurredAt, utcOffsetMinutes)

/** What is near its end, or over by now, is on the shelf all the same: somebody has to see to it. */
function flagsOf({ lines }: Entry, context: CommandContext): Flag[] {
  return lines.flatMap(({ lot, expiry }): Flag[] => {
    const state = freshness(expiry, today(context))
    if (state === 'good') return []
    const code = state === 'near' ? 'BATCH_EXPIRES_SOON' : 'BATCH_EXPIRED'
    return [{ code, params: { lot, expiry }, ownerRole: 'pharmacist' }]
  })
}

/** An order of which everything has come is over; what was never ordered, or is too much, is somebody's to look at. */
function purchaseOf({ purchase, deliveries, names }: State, entry: Entry, context: CommandContext) {
  if (!purchase) return { puts: [], flags: [] }
  const before = deliveries.flatMap(({ lines }) => lines)
  const { complete, over } = received(purchase.lines, [...before, ...entry.lines])
  const came = new Set(entry.lines.map(({ productId }) => productId))
  const flags = over
    .filter(({ productId }) => came.has(productId))
    .map(({ productId, ordered, units }: Ordered): Flag => {
      const params = { name: names.get(productId) ?? '', ordered, units }
      return { code: 'PURCHASE_OVER_DELIVERED', params, ownerRole: 'pharmacist' }
    })
  const closed = { state: 'closed' as const, closedBy: context.actor.userId, closedAt: context.occurredAt }
  const isOver = complete && purchase.state === 'approved'
  return { puts: isOver ? [put(Purchase, { ...purchase, ...closed, closeReason: null })] : [], flags }
}

interface Place extends Known {
  batchId: string
  stockId: string
  line: Line
  quantity: number
}

/** One of each batch, however many lines name it. */
function placesOf({ known }: State, { lines }: Entry, { id }: CommandContext): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const line of lines) {
    const key = keyOf(line)
    const found = known.get(key) as Known
    const before = places.get(key)
    const quantity = unitsOf(line) + (before?.quantity ?? 0)
    const batchId = found.batch?.id ?? id(`batch:${key}`)
    const stockId = found.stock?.id ?? id(`stock:${key}`)
    places.set(key, { ...found, batchId, stockId, line, quantity })
  }
  return places
}

/** Each workstation keeps a twentieth at hand: with sixteen of them at work, something is left for whoever asks. */
const PARTS = 20

function arrived(place: Place, departmentId: string, documentId: string, context: CommandContext): Put[] {
  const { batch, stock, pool, batchId, stockId, quantity } = place
  const { productId, lot, expiry } = place.line
  const par = Math.ceil(((pool?.free ?? 0) + quantity) / PARTS)
  return [
    ...(batch ? [] : [put(Batch, { id: batchId, productId, lot, expiry, recalled: null })]),
    ...(stock ? [] : [put(Stock, { id: stockId, departmentId, productId, batchId })]),
    ...holding.receive(pool, { keyId: stockId, quantity, par }, context),
    put(LedgerEntry, {
      ...{ id: context.id(`ledger:${stockId}`), stockId, departmentId, productId, batchId, type: 'received', quantity },
      ...{ at: context.occurredAt, by: context.actor.userId, witnessId: null, documentId, note: null },
    }),
  ]
}
