import type { Amount } from '../../kernel/amount.ts'
import type { Finding } from '../pharmacy/index.ts'
import type { changeReasons, Timing } from './order-records.ts'
import type { Objection, VerdictLevel } from './rules/bedside.ts'
import type { DoseState } from './rules/dose-window.ts'
import type { InfusionCourse } from './rules/infusion.ts'
import type { PrnAllowance } from './rules/prn-limit.ts'
import type { AllergyMark, PatientNameView } from './views.ts'

export type { Objection } from './rules/bedside.ts'

/** What the screens of orders and of the medication round read. All times: epoch ms. */

/** How a medicine is written: generic bold and small, brand in capitals, look-alike letters only for listed pairs. */
export interface MedicineNameView {
  genericId: string
  name: string
  tallMan: string | null
  /** Names that are taken for it. */
  lookAlikes: string[]
  highAlert: boolean
  controlled: boolean
  /** Written for demonstration, verified by nobody. */
  demonstration: boolean
}

export interface ProductView {
  productId: string
  brand: string | null
  form: string
  unit: string
  /** `500 mg`, `125 mg in 5 mL`. */
  strength: string
  routes: string[]
}

export interface AdministrationView {
  administrationId: string
  dueAt: number | null
  at: number
  by: string
  outcome: 'given' | 'partial' | 'refused' | 'withheld' | 'notAvailable'
  inError: boolean
  timeliness: 'early' | 'onTime' | 'late' | null
  dose: Amount | null
  reason: string | null
  note: string | null
  witness: string | null
  scanned: boolean
  possibleDouble: boolean
  recheckAt: number | null
  effect: { helped: 'yes' | 'partly' | 'no'; by: string; at: number } | null
  pending: boolean
}

export interface DoseView {
  dueAt: number
  state: DoseState | 'done'
  /** Newest valid record of it. */
  record: AdministrationView | null
}

/** A change of rate, a pause or the end of an infusion. */
export interface InfusionStepView {
  stepId: string
  step: 'rate' | 'pause' | 'stop'
  /** In one hour. */
  rate: Amount | null
  /** Whole millilitres left in the bag. */
  remaining: number | null
  at: number
  by: string
  witness: string | null
  note: string | null
  /** Another terminal had changed it in between. */
  meanwhile: boolean
  inError: boolean
  errorReason: string | null
  pending: boolean
}

/** How an infusion stands now. */
export interface InfusionView {
  state: InfusionCourse['state']
  /** In one hour, as it runs; null: it does not. */
  rate: Amount | null
  /** It runs otherwise than the order says. */
  differs: boolean
  /** Whole millilitres; `volume` null: nothing says how much is in it. */
  bag: { at: number; volume: number | null; infused: number } | null
  endsAt: number | null
  /** The newest bag or step; null: none. */
  seenId: string | null
  /** Some of it ran at a rate of which no volume follows. */
  isVolumeOpen: boolean
  /** Newest first. */
  steps: InfusionStepView[]
}

/** Why a version was made of the one before. */
type OrderChange = { reason: (typeof changeReasons)[number]; note: string | null }

/** An earlier version of an order. */
export interface FormerOrderView {
  orderId: string
  version: number
  product: ProductView | null
  dose: Amount
  route: string
  timing: Timing
  indication: string | null
  changed: OrderChange | null
  prescribedBy: string
  prescribedAt: number
}

export interface OrderView {
  orderId: string
  medicine: MedicineNameView
  product: ProductView | null
  dose: Amount
  route: string
  timing: Timing
  indication: string | null
  startAt: number
  stopAt: number | null
  status: 'active' | 'held' | 'stopped' | 'replaced'
  version: number
  prescribedBy: string
  prescribedAt: number
  held: { reason: string; by: string; at: number } | null
  stopped: { reason: string; by: string; at: number } | null
  /** Null: it is the first version. */
  changed: OrderChange | null
  alerts: { rule: string; level: 'hardStop' | 'interrupt' | 'inform'; about: string | null; overridden: boolean }[]
  checkedBy: 'signed' | 'demonstration' | 'none'
  /** Scheduled doses of the shown time, in order. */
  doses: DoseView[]
  /** Everything recorded of it in the shown time, newest first. */
  records: AdministrationView[]
  prn: PrnAllowance | null
  /** Null: it is no infusion. */
  infusion: InfusionView | null
  /** What it was before it was changed, newest first. */
  former: FormerOrderView[]
  pending: boolean
}

export interface MedicinesView {
  admissionId: string
  patientId: string
  from: number
  to: number
  now: number
  /** Given now first, then those on hold, then those that ended. */
  orders: OrderView[]
}

export interface RoundPatientView {
  admissionId: string
  patient: PatientNameView
  allergies: AllergyMark
  bed: string | null
  overdue: number
  due: number
  /** The earliest dose that is not yet due; null: none in the shown time. */
  nextAt: number | null
  /** Effects that nobody has looked at in time. */
  rechecks: number
}
export interface RoundView {
  wardId: string
  now: number
  /** By bed. Patients without an order are not in it. */
  patients: RoundPatientView[]
}

/** What a scanned barcode means for this patient, now. */
export interface VerdictView {
  level: VerdictLevel
  objections: Objection[]
  /** What was scanned; null: this barcode is not in the formulary. */
  product: ProductView | null
  medicine: MedicineNameView | null
  lot: string | null
  expiry: string | null
  /** The order that it would be given for. */
  orderId: string | null
  dueAt: number | null
  dose: Amount | null
  /** How much of the product that is. */
  pieces: Amount | null
  needsWitness: boolean
}

/** A patient in the pharmacist's queue. */
export interface QueueLineView {
  admissionId: string
  patient: PatientNameView
  allergies: AllergyMark
  ward: string
  bed: string | null
  /** In force now. */
  orders: number
  unverified: number
  queried: number
  /** Of which nothing was handed over here. */
  undispensed: number
  since: number
}

export interface SupplyView {
  productId: string
  unit: string
  quantity: number
  onHand: number
}

export interface PrescriptionOrderView extends Omit<OrderView, 'doses' | 'records' | 'former' | 'infusion'> {
  /** Of the checks as they are now. */
  findings: Finding[]
  verification: { outcome: 'verified' | 'queried'; note: string | null; by: string; at: number } | null
  dispensed: { quantity: number; lastAt: number; dispenseIds: string[] } | null
  supply: SupplyView | null
}

export interface PrescriptionView {
  admissionId: string
  patientId: string
  patient: PatientNameView
  allergies: AllergyMark
  orders: PrescriptionOrderView[]
}
