import type { AdmissionChartView, VitalsView } from '../../../../src-shared/domains/ward/index.ts'
import { statement } from '../../../platform/sqlite/database.ts'
import type { WardLook } from './board.ts'
import { nameless, namesOf } from './here.ts'
import { type Scored, scoreOf, scoreView, summarise } from './score.ts'
import { onOxygenOf, VITALS, type VitalsCells } from './vitals-cells.ts'

/** Newest sets that a chart carries: twelve days of hourly ones, and still less than 100 KB. */
const SETS_SHOWN = 288

interface AdmissionCells {
  id: string
  patient_id: string
  bht: string
  ward_id: string
  ward_name: string | null
  bed_id: string | null
  bed_label: string | null
  admitted_at: number
  reason: string
  consultant: string | null
  isolation: AdmissionChartView['isolation']
  spo2_scale: 1 | 2
  pregnant: number
  observe_every_minutes: number | null
  status: AdmissionChartView['status']
  stages: string
}

const ADMISSION = `SELECT a.id, a.patient_id, a.bht, a.ward_id, w.name AS ward_name, a.bed_id, b.label AS bed_label,
    a.admitted_at, a.reason, a.consultant, a.isolation, a.spo2_scale, a.pregnant, a.observe_every_minutes, a.status, a.stages
  FROM ward_admission a LEFT JOIN ward_ward w ON w.id = a.ward_id LEFT JOIN ward_bed b ON b.id = a.bed_id WHERE a.id = ?`

/** One stay with its observations and moves; null where this workstation does not hold it. `nameOf`: of staff. */
export function admissionChart(
  look: WardLook,
  admissionId: string,
  nameOf: (userId: string) => string,
): AdmissionChartView | null {
  const cells = statement(look.db, ADMISSION).get(admissionId) as AdmissionCells | undefined
  if (!cells) return null
  const { allergies: _, ...patient } =
    namesOf(look.db, look.faces, [cells.patient_id]).get(cells.patient_id) ?? nameless(cells.patient_id)
  const about = {
    birthDate: patient.birthDate,
    pregnant: cells.pregnant === 1,
    admittedAt: cells.admitted_at,
    observeEveryMinutes: cells.observe_every_minutes,
    utcOffsetMinutes: look.utcOffsetMinutes,
  }
  const sets = setsOf(look, admissionId)
  const { score, due } = summarise(valid(sets), about, look.now)
  const stages = (JSON.parse(cells.stages) as AdmissionChartView['stages']).map((one) => ({
    ...one,
    by: nameOf(one.by),
  }))
  return {
    ...headOf(cells),
    ...{ stages, patient, score, due },
    vitals: vitalsViews(sets, about, nameOf),
    transfers: transfersOf(look, admissionId, nameOf),
  }
}

const headOf = (cells: AdmissionCells) => ({
  admissionId: cells.id,
  bht: cells.bht,
  wardId: cells.ward_id,
  wardName: cells.ward_name ?? '',
  bedId: cells.bed_id,
  bedLabel: cells.bed_label,
  admittedAt: cells.admitted_at,
  reason: cells.reason,
  consultant: cells.consultant,
  isolation: cells.isolation,
  spo2Scale: cells.spo2_scale,
  pregnant: cells.pregnant === 1,
  observeEveryMinutes: cells.observe_every_minutes,
  status: cells.status,
})

function setsOf({ db }: WardLook, admissionId: string): VitalsCells[] {
  const sql = `SELECT ${VITALS} FROM ward_vitals WHERE admission_id = ? ORDER BY taken_at DESC, id DESC LIMIT ${SETS_SHOWN}`
  return statement(db, sql).all(admissionId) as VitalsCells[]
}

const valid = (sets: readonly VitalsCells[]) => sets.filter((set) => set.status === 'final')

/** A set in error keeps the score that it had, and counts for no other. */
function vitalsViews(sets: readonly VitalsCells[], about: Scored, nameOf: (userId: string) => string): VitalsView[] {
  const scored = (set: VitalsCells) => ({ at: set.taken_at, result: scoreOf(set, about) })
  const good = valid(sets)
  const chain = good.map(scored)
  const scores = new Map(good.map((set, index) => [set.id, scoreView(chain, index)]))
  return sets.map((set) => vitalsView(set, scores.get(set.id) ?? scoreView([scored(set)], 0), nameOf))
}

const vitalsView = (set: VitalsCells, score: VitalsView['score'], nameOf: (userId: string) => string): VitalsView => ({
  vitalsId: set.id,
  takenAt: set.taken_at,
  takenBy: nameOf(set.taken_by),
  respirationRate: set.respiration_rate,
  spo2: set.spo2,
  onOxygen: onOxygenOf(set),
  oxygenFlow: set.oxygen_flow,
  systolic: set.systolic,
  diastolic: set.diastolic,
  pulse: set.pulse,
  consciousness: set.consciousness,
  temperature: set.temperature,
  painScore: set.pain_score,
  spo2Scale: set.spo2_scale,
  score,
  status: set.status,
  errorReason: set.error_reason,
  pending: set.pending === 1,
})

/** Names of places that this workstation does not hold are left empty. */
function transfersOf({ db }: WardLook, admissionId: string, nameOf: (userId: string) => string) {
  const sql = `SELECT t.at, t.by, coalesce(fw.name, '') AS fromWard, fb.label AS fromBed, coalesce(tw.name, '') AS toWard,
      coalesce(tb.label, '') AS toBed
    FROM ward_transfer t LEFT JOIN ward_ward fw ON fw.id = t.from_ward_id LEFT JOIN ward_bed fb ON fb.id = t.from_bed_id
      LEFT JOIN ward_ward tw ON tw.id = t.to_ward_id LEFT JOIN ward_bed tb ON tb.id = t.to_bed_id
    WHERE t.admission_id = ? ORDER BY t.at DESC, t.id DESC`
  const rows = statement(db, sql).all(admissionId) as AdmissionChartView['transfers']
  return rows.map((row) => ({ ...row, by: nameOf(row.by) }))
}
