import { z } from 'zod'
import { claimPool, quantitySchema } from '../../kernel/claims/index.ts'
import { kind } from '../../kernel/kind.ts'

const millis = z.int()
const name = (most: number) => z.string().trim().min(1).max(most)
/** Money in the smallest coin (cents). */
const minor = z.int().nonnegative()

/** Whoever holds it knows what a department has, gets and gives. */
export const departmentScope = (departmentId: string): string => `pharmacy:${departmentId}`

export const departmentFields = {
  /** As it stands on the shelf and in lists: `DISP`. */
  code: name(20),
  name: name(80),
  /** store: buys and hands on. dispensary: gives to patients. ward: a cupboard of a ward. */
  type: z.enum(['store', 'dispensary', 'ward']),
  /** Whose cupboard it is; null: no ward's. */
  wardId: z.uuid().nullable(),
  retired: z.boolean(),
}

/** A place with stock of its own. */
export const Department = kind({
  name: 'pharmacy.department',
  fields: departmentFields,
  indexes: { byCode: ['code'] },
  scope: { type: 'fixed', scope: 'reference' },
})

export const Supplier = kind({
  name: 'pharmacy.supplier',
  fields: { name: name(120), phone: z.string().max(40).nullable(), retired: z.boolean() },
  indexes: { byName: ['name'] },
  scope: { type: 'fixed', scope: 'reference' },
})

/** As printed on a box, capitals only. */
export const lotSchema = z
  .string()
  .trim()
  .min(1, 'Enter the lot')
  .max(20, 'A lot has 20 characters at most')
  .transform((text) => text.toUpperCase())
/** Day after which it must not be given, `2027-06-30`. */
export const expirySchema = z.iso.date('Enter the expiry as year, month and day')

/**
 * What was made at once. Two workstations that take in the same lot at the same time, while the server is away, make two of
 * them: whoever looks for a lot looks for all that have its text.
 */
export const Batch = kind({
  name: 'pharmacy.batch',
  fields: {
    productId: z.uuid(),
    lot: name(20),
    expiry: z.string(),
    /** Null: nobody has called it back. */
    recalled: z.strictObject({ reason: z.string(), by: z.uuid(), at: millis }).nullable(),
  },
  indexes: { byProduct: ['productId', 'lot'], byLot: ['lot'] },
  scope: { type: 'fixed', scope: 'reference' },
})

/** A batch at a department. How much: the sum of its ledger. How it is parted: the pool of the same id. */
export const Stock = kind({
  name: 'pharmacy.stock',
  fields: { departmentId: z.uuid(), productId: z.uuid(), batchId: z.uuid() },
  indexes: { byProduct: ['departmentId', 'productId'], byBatch: ['batchId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})

/** What of each stock is free, and what workstations hold to give while the server is away (decision 0013). */
export const holding = claimPool({
  ...{ service: 'pharmacy', name: 'holding', owner: 'pharmacist' },
  scope: { type: 'parent', kind: () => Stock, field: 'id', otherwise: 'history' },
})

export const ledgerTypeSchema = z.enum(['received', 'dispensed', 'returned', 'adjusted', 'counted', 'issued', 'wasted'])

/** A line of the bin card. Nothing changes it and nothing takes it away: the sum of a stock's lines is what is on hand. */
export const LedgerEntry = kind({
  name: 'pharmacy.ledgerEntry',
  fields: {
    stockId: z.uuid(),
    departmentId: z.uuid(),
    productId: z.uuid(),
    batchId: z.uuid(),
    type: ledgerTypeSchema,
    /** Of the product's unit; below zero: it went out. */
    quantity: z.int(),
    at: millis,
    by: z.uuid(),
    /** The second person of a controlled medicine. */
    witnessId: z.uuid().nullable(),
    /** The dispense, receipt or return that it belongs to. */
    documentId: z.uuid(),
    note: z.string().max(200).nullable(),
  },
  indexes: { byStock: ['stockId'], byDocument: ['documentId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})

/** What a supplier brought, as it was checked against the invoice. */
export const GoodsReceipt = kind({
  name: 'pharmacy.goodsReceipt',
  fields: {
    departmentId: z.uuid(),
    supplierId: z.uuid(),
    /** The order that it is a delivery of; null: none. */
    purchaseId: z.uuid().nullable(),
    invoice: name(60),
    receivedAt: millis,
    by: z.uuid(),
    lines: z.array(
      z.strictObject({
        ...{ stockId: z.uuid(), productId: z.uuid(), packSize: z.int().positive() },
        ...{ packs: z.int().nonnegative(), freePacks: z.int().nonnegative(), packPrice: minor },
        /** Of the whole line, its part of the discount taken off. */
        cost: minor,
      }),
    ),
    discount: minor,
    /** What is to be paid: the sum of the lines' costs. */
    total: minor,
  },
  indexes: { byInvoice: ['supplierId', 'invoice'], byPurchase: ['purchaseId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})

/** Medicines handed over at once, to a patient or at the counter. */
export const Dispense = kind({
  name: 'pharmacy.dispense',
  fields: {
    departmentId: z.uuid(),
    /** Null: a counter sale to somebody who is not registered. */
    patientId: z.uuid().nullable(),
    at: millis,
    by: z.uuid(),
    witnessId: z.uuid().nullable(),
    note: z.string().max(200).nullable(),
  },
  indexes: { byPatient: ['patientId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})

/** One batch of one medicine that was handed over: what billing charges from. */
export const DispensedLine = kind({
  name: 'pharmacy.dispensedLine',
  fields: {
    dispenseId: z.uuid(),
    departmentId: z.uuid(),
    patientId: z.uuid().nullable(),
    /** The doctor's order; null: none here. */
    orderId: z.uuid().nullable(),
    stockId: z.uuid(),
    productId: z.uuid(),
    batchId: z.uuid(),
    quantity: quantitySchema,
    /** Why a batch that expires later was taken, or more than this workstation held. */
    reason: z.string().max(200).nullable(),
    /** In cents, for the whole line; null: billing has not priced it. */
    price: minor.nullable(),
    at: millis,
  },
  indexes: { byDispense: ['dispenseId'], byBatch: ['batchId'], byOrder: ['orderId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})

/** Something dispensed that came back. */
export const DispenseReturn = kind({
  name: 'pharmacy.dispenseReturn',
  fields: {
    lineId: z.uuid(),
    departmentId: z.uuid(),
    quantity: quantitySchema,
    /** Back on the shelf; else thrown away. */
    restocked: z.boolean(),
    reason: z.string().max(200),
    at: millis,
    by: z.uuid(),
  },
  indexes: { byLine: ['lineId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})

/** What a pharmacist found of a doctor's order before anything was handed over. The newest counts. */
export const Verification = kind({
  name: 'pharmacy.verification',
  fields: {
    /** One version of an order: a changed one has to be looked at anew. */
    orderId: z.uuid(),
    patientId: z.uuid(),
    departmentId: z.uuid(),
    /** queried: the doctor is asked first. */
    outcome: z.enum(['verified', 'queried']),
    note: z.string().max(200).nullable(),
    /** Rules that warned, and were found to be no reason against it. */
    findings: z.array(z.string().max(60)).max(20),
    at: millis,
    by: z.uuid(),
  },
  indexes: { byOrder: ['orderId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})

/** A count of a department's shelves. */
export const StockCount = kind({
  name: 'pharmacy.stockCount',
  fields: {
    departmentId: z.uuid(),
    state: z.enum(['open', 'approved', 'cancelled']),
    begunBy: z.uuid(),
    begunAt: millis,
    closedBy: z.uuid().nullable(),
    closedAt: millis.nullable(),
  },
  indexes: { byState: ['departmentId', 'state'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})

/** What somebody found of one batch. The last round of a batch counts. */
export const CountLine = kind({
  name: 'pharmacy.countLine',
  fields: {
    countId: z.uuid(),
    departmentId: z.uuid(),
    stockId: z.uuid(),
    round: z.int().positive(),
    counted: z.int().nonnegative(),
    by: z.uuid(),
    at: millis,
  },
  indexes: { byCount: ['countId'], byStock: ['countId', 'stockId'] },
  scope: { type: 'own', of: ({ departmentId }) => departmentScope(departmentId) },
})
