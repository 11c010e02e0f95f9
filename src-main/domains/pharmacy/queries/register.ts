import type { RegisterLineView, RegisterView } from '../../../../src-shared/domains/pharmacy/stock-views.ts'
import type { MedicineNameView, ProductView } from '../../../../src-shared/domains/ward/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { GENERIC, type GenericCells, medicineView, PRODUCT, type ProductCells, productView } from './formulary.ts'

type NameOf = (userId: string) => string

interface ControlledCells extends ProductCells, GenericCells {
  generic: string
  on_hand: number
  checked_at: number | null
  state: 'agrees' | 'open' | 'settled' | null
  locked: number
}
const CONTROLLED = `SELECT coalesce(SUM(l.quantity), 0) AS on_hand, ${PRODUCT}, ${GENERIC.replace('g.id', 'g.id AS generic')},
    (SELECT MAX(c.at) FROM pharmacy_register_check c WHERE c.department_id = @departmentId AND c.product_id = p.id) AS checked_at,
    (SELECT c.state FROM pharmacy_register_check c WHERE c.department_id = @departmentId AND c.product_id = p.id
      ORDER BY c.at DESC, c.id DESC LIMIT 1) AS state,
    EXISTS (SELECT 1 FROM pharmacy_register_check c
      WHERE c.department_id = @departmentId AND c.product_id = p.id AND c.state = 'open') AS locked
  FROM pharmacy_product p JOIN pharmacy_generic g ON g.id = p.generic_id
  JOIN pharmacy_stock s ON s.product_id = p.id AND s.department_id = @departmentId
  LEFT JOIN pharmacy_ledger_entry l ON l.stock_id = s.id
  WHERE g.controlled = 1 GROUP BY p.id ORDER BY g.name, p.form, p.id`

/** Controlled medicines of a department. What is expected is not told here: the next count is blind. */
export function controlledOf(db: Database, departmentId: string): RegisterView<MedicineNameView, ProductView>[] {
  return (statement(db, CONTROLLED).all({ departmentId }) as ControlledCells[]).map((cells) => ({
    medicine: medicineView({ ...cells, id: cells.generic }),
    product: productView(cells),
    lastAt: cells.checked_at,
    lastState: cells.state,
    locked: cells.locked === 1,
  }))
}

interface LineCells {
  id: string
  at: number
  type: string
  quantity: number | null
  balance: number | null
  counted: number | null
  expected: number | null
  state: RegisterLineView['state']
  finding: string | null
  settled_at: number | null
  settled_by: string | null
  settled_witness_id: string | null
  lot: string | null
  by: string
  witness_id: string | null
  note: string | null
  patient_id: string | null
}
const LINES = `SELECT * FROM (
    SELECT l.id, l.at, l.type, l.quantity, SUM(l.quantity) OVER (ORDER BY l.at, l.id) AS balance, NULL AS counted,
      NULL AS expected, NULL AS state, NULL AS finding, NULL AS settled_at, NULL AS settled_by,
      NULL AS settled_witness_id, b.lot, l.by, l.witness_id, l.note, d.patient_id
    FROM pharmacy_stock s JOIN pharmacy_ledger_entry l ON l.stock_id = s.id JOIN pharmacy_batch b ON b.id = s.batch_id
    LEFT JOIN pharmacy_dispense d ON d.id = l.document_id
    WHERE s.department_id = @departmentId AND s.product_id = @productId
    UNION ALL
    SELECT c.id, c.at, 'check', NULL, NULL, c.counted, c.expected, c.state, c.finding, c.settled_at, c.settled_by,
      c.settled_witness_id, NULL, c.by, c.witness_id, NULL, NULL
    FROM pharmacy_register_check c WHERE c.department_id = @departmentId AND c.product_id = @productId)
  ORDER BY at DESC, id DESC LIMIT 500`

/** The register of one product at one department, newest first: each movement with both names, and each count. */
export function registerOf(
  db: Database,
  about: { departmentId: string; productId: string },
  nameOf: NameOf,
  patientName: (patientId: string) => string | null,
): { lines: RegisterLineView[]; patientIds: string[] } {
  const cells = statement(db, LINES).all(about) as LineCells[]
  const name = (userId: string | null) => (userId === null ? null : nameOf(userId))
  return {
    patientIds: [...new Set(cells.flatMap(({ patient_id }) => patient_id ?? []))],
    lines: cells.map((line) => ({
      ...{ lineId: line.id, at: line.at, type: line.type, quantity: line.quantity, balance: line.balance },
      ...{ counted: line.counted, expected: line.expected, state: line.state, lot: line.lot, note: line.note },
      ...{ by: nameOf(line.by), witness: name(line.witness_id), finding: line.finding, settledAt: line.settled_at },
      ...{ settledBy: name(line.settled_by), settledWitness: name(line.settled_witness_id) },
      patient: line.patient_id === null ? null : patientName(line.patient_id),
    })),
  }
}
