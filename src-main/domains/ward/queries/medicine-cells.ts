import type { AdministrationView, OrderView } from '../../../../src-shared/domains/ward/index.ts'
import { stillCounts } from '../../../../src-shared/domains/ward/rules/dose-outcome.ts'
import { prnAllowance } from '../../../../src-shared/domains/ward/rules/prn-limit.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { medicineView, productView } from '../../pharmacy/index.ts'

export interface OrderCells {
  id: string
  admission_id: string
  patient_id: string
  generic_id: string
  product_id: string | null
  dose: string
  route: string
  timing: string
  indication: string | null
  start_at: number
  stop_at: number | null
  status: OrderView['status']
  version: number
  prescribed_by: string
  prescribed_at: number
  held: string | null
  stopped: string | null
  changed: string | null
  alerts: string
  checked_by: OrderView['checkedBy']
  pending: number
  name: string
  tall_man: string | null
  look_alikes: string
  high_alert: string | null
  controlled: number
  time_critical: number
  hold_below: string | null
  demonstration: number
  brand: string | null
  form: string | null
  unit: string | null
  strengths: string | null
  per: string | null
  routes: string | null
}

const ORDER = `o.id, o.admission_id, o.patient_id, o.generic_id, o.product_id, o.dose, o.route, o.timing, o.indication,
  o.start_at, o.stop_at, o.status, o.version, o.prescribed_by, o.prescribed_at, o.held, o.stopped, o.changed, o.alerts, o.checked_by,
  o.pending, g.name, g.tall_man, g.look_alikes, g.high_alert, g.controlled, g.time_critical, g.hold_below, g.demonstration,
  p.brand, p.form, p.unit, p.strengths, p.per, p.routes`
const FROM = `FROM ward_medication_order o JOIN ward_generic g ON g.id = o.generic_id
  LEFT JOIN ward_product p ON p.id = o.product_id`

/** Orders of a stay that were in force at some time since `from`; replaced ones are in their newer version. */
export function ordersOf(db: Database, admissionId: string, from: number): OrderCells[] {
  const sql = `SELECT ${ORDER} ${FROM} WHERE o.admission_id = ? AND o.status <> 'replaced'
    AND (o.stop_at IS NULL OR o.stop_at > ?) ORDER BY g.name, o.prescribed_at, o.id`
  return statement(db, sql).all(admissionId, from) as OrderCells[]
}

/** Versions of a stay's orders that a change has replaced, newest first. */
export function formerOrdersOf(db: Database, admissionId: string): OrderCells[] {
  const sql = `SELECT ${ORDER} ${FROM} WHERE o.admission_id = ? AND o.status = 'replaced' ORDER BY o.version DESC, o.id`
  return statement(db, sql).all(admissionId) as OrderCells[]
}

/** Which order each version of a stay has become by now: what was given of an old version counts for the new one. */
export function currentVersions(db: Database, admissionId: string): Map<string, string> {
  const sql = 'SELECT id, replaced_by FROM ward_medication_order WHERE admission_id = ?'
  const rows = statement(db, sql).all(admissionId) as { id: string; replaced_by: string | null }[]
  const next = new Map(rows.map((row) => [row.id, row.replaced_by]))
  const last = (id: string): string => {
    const newer = next.get(id)
    return newer && next.has(newer) ? last(newer) : id
  }
  return new Map(rows.map(({ id }) => [id, last(id)]))
}

export interface DoseCells {
  id: string
  order_id: string
  due_at: number | null
  status: 'completed' | 'not-done' | 'entered-in-error'
  outcome: AdministrationView['outcome']
  timeliness: AdministrationView['timeliness']
  at: number
  by: string
  dose: string | null
  reason: string | null
  note: string | null
  witness_id: string | null
  patient_scanned: number
  drug_scanned: number
  possible_double_of: string | null
  recheck_at: number | null
  effect: string | null
  pending: number
}

const DOSE = `id, order_id, due_at, status, outcome, timeliness, at, by, dose, reason, note, witness_id, patient_scanned,
  drug_scanned, possible_double_of, recheck_at, effect, pending`

/** Records of a stay's doses that were given or due since `from`, newest first; also those of an older version. */
export function dosesOf(db: Database, admissionId: string, from: number): DoseCells[] {
  const sql = `SELECT ${DOSE} FROM ward_administration WHERE admission_id = @admissionId AND (at >= @from OR due_at >= @from)
    ORDER BY at DESC, id DESC`
  return statement(db, sql).all({ admissionId, from }) as DoseCells[]
}

export function allowanceOf(timing: OrderView['timing'], doses: readonly DoseCells[], now: number): OrderView['prn'] {
  if (timing.type !== 'prn') return null
  return prnAllowance(
    timing,
    doses.filter(stillCounts).map(({ at }) => at),
    now,
  )
}

export const medicineOf = (cells: OrderCells) => medicineView({ ...cells, id: cells.generic_id })

export function productOf(cells: OrderCells) {
  const { product_id: id, form, unit, strengths, per, routes } = cells
  if (id === null || form === null || unit === null || strengths === null || per === null || routes === null)
    return null
  return productView({ id, generic_id: cells.generic_id, brand: cells.brand, form, unit, strengths, per, routes })
}

export const recordView = (cells: DoseCells, nameOf: (userId: string) => string): AdministrationView => {
  const effect = cells.effect ? (JSON.parse(cells.effect) as NonNullable<AdministrationView['effect']>) : null
  return {
    administrationId: cells.id,
    dueAt: cells.due_at,
    at: cells.at,
    by: nameOf(cells.by),
    outcome: cells.outcome,
    inError: cells.status === 'entered-in-error',
    timeliness: cells.timeliness,
    dose: cells.dose ? JSON.parse(cells.dose) : null,
    reason: cells.reason,
    note: cells.note,
    witness: cells.witness_id ? nameOf(cells.witness_id) : null,
    scanned: cells.patient_scanned === 1 && cells.drug_scanned === 1,
    possibleDouble: cells.possible_double_of !== null,
    recheckAt: cells.recheck_at,
    effect: effect && { ...effect, by: nameOf(effect.by) },
    pending: cells.pending === 1,
  }
}
