import type { Amount } from '../../kernel/amount.ts'
import type { DischargeStage } from './records.ts'
import type { Balance, FluidSort, UrineFinding } from './rules/fluid-balance.ts'
import type { InfusionCourse } from './rules/infusion.ts'

/** What the screens of the ward read: made by src-main/domains/ward/queries, drawn by src-renderer/domains/ward. */

/** NEWS2 of the newest set, with what it needs to be read at a glance. */
export interface ScoreView {
  /** Null: not calculable or not applicable; `why` says which. */
  total: number | null
  why: 'notCalculable' | 'under16' | 'pregnant' | 'noObservation' | null
  missing: string[]
  band: 'zero' | 'low' | 'lowSingle3' | 'medium' | 'high' | null
  /** Change since the calculable score before; null where there is none. */
  delta: number | null
  at: number | null
}

export interface ObservationDueView {
  /** Epoch ms; null where nothing was ever observed: due from the admission on. */
  dueAt: number
  state: 'notDue' | 'dueSoon' | 'due' | 'overdue'
}

export type AllergyMark = 'known' | 'none' | 'notRecorded' | 'unavailable'

export interface PatientNameView {
  patientId: string
  phn: string
  familyName: string
  givenName: string
  title: string | null
  sex: 'female' | 'male' | 'other' | 'unknown'
  birthDate: string | null
}

export interface BedView {
  bedId: string
  label: string
  room: string
  roomIsolation: boolean
  position: number
  state: 'available' | 'occupied' | 'closed'
  occupant: OccupantView | null
}

export interface OccupantView {
  admissionId: string
  patient: PatientNameView
  bht: string
  admittedAt: number
  reason: string
  isolation: 'none' | 'contact' | 'droplet' | 'airborne' | 'protective'
  allergies: AllergyMark
  /** The reached stage of the discharge; null while the patient stays. */
  dischargeStage: DischargeStage | null
  score: ScoreView
  due: ObservationDueView
  /** Last up to 8 calculable scores, oldest first, for the sparkline. */
  history: { at: number; total: number }[]
  /** Written here and not yet confirmed by the server. */
  pending: boolean
}

export interface WardSummary {
  wardId: string
  code: string
  name: string
  specialty: string
  beds: number
  occupied: number
  /** Synchronised to this workstation: the board can be shown. */
  here: boolean
}

export interface BoardView {
  ward: WardSummary
  beds: BedView[]
  /** Patients of the ward without a bed: somebody else took it first. */
  unplaced: OccupantView[]
  /** When the rows of this ward were last confirmed by the server; null: never. */
  asOf: number | null
}

export interface VitalsView {
  vitalsId: string
  takenAt: number
  takenBy: string
  respirationRate: number | null
  spo2: number | null
  onOxygen: boolean | null
  oxygenFlow: number | null
  systolic: number | null
  diastolic: number | null
  pulse: number | null
  consciousness: 'A' | 'C' | 'V' | 'P' | 'U' | null
  temperature: number | null
  painScore: number | null
  spo2Scale: 1 | 2
  score: ScoreView
  status: 'final' | 'enteredInError'
  errorReason: string | null
  pending: boolean
}

export interface AdmissionChartView {
  admissionId: string
  bht: string
  wardId: string
  wardName: string
  bedId: string | null
  bedLabel: string | null
  admittedAt: number
  reason: string
  consultant: string | null
  isolation: OccupantView['isolation']
  spo2Scale: 1 | 2
  pregnant: boolean
  observeEveryMinutes: number | null
  status: 'admitted' | 'discharging' | 'discharged'
  stages: { stage: DischargeStage; at: number; by: string }[]
  patient: PatientNameView
  score: ScoreView
  due: ObservationDueView
  /** Newest first. */
  vitals: VitalsView[]
  transfers: { at: number; fromWard: string; fromBed: string | null; toWard: string; toBed: string; by: string }[]
}

/** A bed that a patient can be moved to. Beds of all wards; only ids and labels. */
export interface FreeBedView {
  bedId: string
  label: string
  room: string
  roomIsolation: boolean
  wardId: string
  wardCode: string
  wardName: string
}

export interface FluidView {
  fluidId: string
  sort: FluidSort
  /** Whole millilitres. */
  volume: number
  takenAt: number
  takenBy: string
  note: string | null
  status: 'final' | 'enteredInError'
  errorReason: string | null
  pending: boolean
}

export interface RunningView {
  orderId: string
  name: string
  state: InfusionCourse['state']
  rate: Amount | null
  /** Whole millilitres since the ward's day began. */
  today: number
  /** Not all of its volume is known. */
  isVolumeOpen: boolean
}

export interface FluidsView {
  admissionId: string
  patient: PatientNameView
  /** Of the ward's day in which now lies. */
  balance: Balance
  urine: UrineFinding
  /** Those that run or ran today; their volume is in the balance. */
  infusions: RunningView[]
  /** Newest first, those in error included. */
  records: FluidView[]
}
