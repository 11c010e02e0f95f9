import type {
  PrescriptionOrderView,
  PrescriptionView,
  QueueLineView,
} from '../../../../src-shared/domains/ward/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { dispensedOf, stockOf, verificationsOf } from '../../pharmacy/index.ts'
import { type Faces, nameless, namesOf } from './here.ts'
import { type MedicineLook, medicinesOf } from './medicines.ts'
import { candidatesOf, type SupplyLook } from './supplies.ts'

export interface QueueLook extends MedicineLook {
  faces: Faces
  nameOf(userId: string): string
}

interface QueueCells {
  admissionId: string
  patient_id: string
  ward: string
  bed: string | null
  orders: number
  unverified: number
  queried: number
  undispensed: number
  since: number
}

const QUEUE = `WITH word AS (
    SELECT order_id, outcome, row_number() OVER (PARTITION BY order_id ORDER BY at DESC, id DESC) AS n FROM pharmacy_verification),
  given AS (SELECT DISTINCT order_id FROM pharmacy_dispensed_line)
  SELECT a.id AS admissionId, a.patient_id, w.name AS ward, b.label AS bed, count(*) AS orders,
    sum(word.outcome IS NULL) AS unverified, sum(word.outcome IS 'queried') AS queried,
    sum(given.order_id IS NULL) AS undispensed, min(o.prescribed_at) AS since
  FROM ward_medication_order o
  JOIN ward_admission a ON a.id = o.admission_id AND a.status <> 'discharged'
  JOIN ward_ward w ON w.id = a.ward_id
  LEFT JOIN ward_bed b ON b.id = a.bed_id
  LEFT JOIN word ON word.order_id = o.id AND word.n = 1
  LEFT JOIN given ON given.order_id = o.id
  WHERE o.status = 'active' AND (o.stop_at IS NULL OR o.stop_at > ?)
  GROUP BY a.id ORDER BY unverified = 0, undispensed = 0, since, a.id`

/** Patients with orders on the wards of this workstation: what nobody has verified first, then what nobody has dispensed. */
export function prescriptionQueue({ db, now, faces }: QueueLook): QueueLineView[] {
  const rows = statement(db, QUEUE).all(now) as QueueCells[]
  const names = namesOf(
    db,
    faces,
    rows.map((row) => row.patient_id),
  )
  return rows.map(({ patient_id, ...row }) => {
    const { allergies, ...patient } = names.get(patient_id) ?? nameless(patient_id)
    return { ...row, patient, allergies }
  })
}

/** The checks of an order as they are now; the order itself is no duplicate of itself. */
export type Checked = (order: { orderId: string; admissionId: string }) => PrescriptionOrderView['findings']

/** One patient's orders that are in force, checked anew, with what the department could hand over for so many days. */
export function prescriptionOf(
  look: QueueLook & SupplyLook,
  admissionId: string,
  days: number,
  check: Checked,
): PrescriptionView | null {
  const { db, faces, nameOf } = look
  const chart = medicinesOf(look, admissionId, nameOf)
  if (!chart) return null
  const orders = chart.orders.filter(({ status }) => status === 'active')
  const ids = orders.map(({ orderId }) => orderId)
  const [words, given] = [verificationsOf(db, ids, nameOf), dispensedOf(db, ids)]
  const stock = stockOf(look, look.departmentId)
  const { allergies, ...patient } =
    namesOf(db, faces, [chart.patientId]).get(chart.patientId) ?? nameless(chart.patientId)
  return {
    ...{ admissionId, patient, allergies, patientId: chart.patientId },
    orders: orders.map(({ doses: _, records: __, former: ___, ...order }) => ({
      ...order,
      findings: check({ orderId: order.orderId, admissionId }),
      verification: words.get(order.orderId) ?? null,
      dispensed: given.get(order.orderId) ?? null,
      supply: candidatesOf(db, order, stock, days),
    })),
  }
}

/** What an order says, for its check. */
export function orderEntry(db: Database, orderId: string) {
  const sql = `SELECT admission_id AS admissionId, generic_id AS genericId, product_id AS productId, dose, route, timing, indication
    FROM ward_medication_order WHERE id = ?`
  const cells = statement(db, sql).get(orderId) as Record<string, string | null> | undefined
  return cells && { ...cells, dose: JSON.parse(String(cells.dose)), timing: JSON.parse(String(cells.timing)) }
}
