import type { Freshness } from './rules/expiry.ts'

/** What the screens of stock and dispensing read. Times: epoch ms; quantities: in the product's unit; money: cents. */

/** A department's stock, as far as this workstation holds it. */
export interface DepartmentView {
  departmentId: string
  code: string
  name: string
  type: 'store' | 'dispensary' | 'ward'
  /** This workstation knows what it has. */
  here: boolean
}

export interface BatchView {
  stockId: string
  lot: string
  /** `2027-06-30` */
  expiry: string
  freshness: Freshness
  recalled: string | null
  onHand: number
  /** What may be given from here while the server is away. */
  held: number
  /** At the server, for any workstation of the department. */
  free: number
  /** Above zero: lost sight of. Below: given without cover. */
  suspense: number
}

/** One product at a department. */
export interface StockLineView<Medicine, Product> {
  medicine: Medicine
  product: Product
  onHand: number
  held: number
  free: number
  /** The first to expire first. */
  batches: BatchView[]
}

export interface LedgerLineView {
  entryId: string
  at: number
  by: string
  witness: string | null
  type: string
  lot: string
  quantity: number
  /** Of all batches of the product at the department, after this line. */
  balance: number
  note: string | null
}

/** One controlled product at a department. */
export interface RegisterView<Medicine, Product> {
  medicine: Medicine
  product: Product
  /** When two persons counted it last; null: nobody has. */
  lastAt: number | null
  lastState: 'agrees' | 'open' | 'settled' | null
  /** A count did not agree, and nobody has settled it. */
  locked: boolean
}

/** A movement, with what was on hand after it, or a count by two persons. */
export interface RegisterLineView {
  lineId: string
  at: number
  /** Of the ledger, or `check`. */
  type: string
  quantity: number | null
  balance: number | null
  counted: number | null
  expected: number | null
  state: 'agrees' | 'open' | 'settled' | null
  lot: string | null
  patient: string | null
  by: string
  witness: string | null
  note: string | null
  finding: string | null
  settledAt: number | null
  settledBy: string | null
  settledWitness: string | null
}

/** An order of a supplier. */
export interface PurchaseView<Medicine, Product> {
  purchaseId: string
  supplierId: string
  supplier: string
  state: 'draft' | 'approved' | 'closed' | 'cancelled'
  version: number
  draftedBy: string
  draftedAt: number
  approvedBy: string | null
  approvedAt: number | null
  closedAt: number | null
  closeReason: string | null
  pending: boolean
  /** Of the lines whose price is known. */
  total: number
  isPriced: boolean
  lines: {
    medicine: Medicine
    product: Product
    packSize: number
    packs: number
    packPrice: number | null
    /** Units that have come. */
    received: number
  }[]
}

/** A product of which a department has too few. */
export interface ReorderView<Medicine, Product> {
  medicine: Medicine
  product: Product
  level: number
  upTo: number
  onHand: number
  onOrder: number
  /** To be ordered. */
  packs: number
  packSize: number
  packPrice: number | null
  /** Where it came from last; null: it never came. */
  supplierId: string | null
  supplier: string | null
}

/** Who was given something of a lot, as far as this workstation knows. */
export interface RecallLineView {
  lineId: string
  at: number
  department: string
  patientId: string | null
  /** Null: not registered, or not known here. */
  patient: string | null
  quantity: number
  returned: number
}
