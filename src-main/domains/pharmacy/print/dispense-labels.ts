import { formatBirthDate, formatDate } from '../../../../src-shared/kernel/clinical-date.ts'
import { countedText } from '../../../../src-shared/kernel/counted.ts'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import type { Language } from '../../../platform/printing/language.ts'
import type { Printing } from '../../../platform/printing/printing.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import {
  GENERIC,
  type GenericCells,
  medicineView,
  PRODUCT,
  type ProductCells,
  productView,
} from '../queries/formulary.ts'
import type { LabelView } from './label.ts'

/** What labels need of other domains. */
export interface LabelParts {
  printing: Printing
  hospital(): string
  /** Null: the order is not held here. */
  directionsOf(orderId: string, each: string, language: Language): string | null
  faceOf(patientId: string): { name: string; phn: string } | null
}

interface Cells extends ProductCells, GenericCells {
  generic: string
  patientId: string | null
  orderId: string | null
  at: number
  quantity: number
  lot: string
  expiry: string | null
}
const SQL = `SELECT d.patient_id AS patientId, l.order_id AS orderId, l.at, l.quantity, b.lot, b.expiry,
    ${PRODUCT}, ${GENERIC.replace('g.id', 'g.id AS generic')}
  FROM pharmacy_dispensed_line l JOIN pharmacy_dispense d ON d.id = l.dispense_id
  JOIN pharmacy_batch b ON b.id = l.batch_id
  JOIN pharmacy_product p ON p.id = l.product_id JOIN pharmacy_generic g ON g.id = p.generic_id
  WHERE d.id = ? ORDER BY l.id`

/** One label a line of a dispense. @throws ProblemError PRINT_NOTHING where this workstation does not hold it */
export function dispenseLabels(
  { db, utcOffsetMinutes }: { db: Database; utcOffsetMinutes: number },
  parts: LabelParts,
  dispenseId: string,
  language: Language,
): { patientId: string | null; views: LabelView[] } {
  const rows = statement(db, SQL).all(dispenseId) as Cells[]
  const [first] = rows
  if (!first) throw new ProblemError('PRINT_NOTHING')
  const face = first.patientId === null ? null : parts.faceOf(first.patientId)
  const views = rows.map((cells): LabelView => {
    const medicine = medicineView({ ...cells, id: cells.generic })
    const { brand, strength, form, unit } = productView(cells)
    const names = [medicine.tallMan ?? medicine.name, brand?.toUpperCase(), strength, form]
    return {
      hospital: parts.hospital(),
      patient: face?.name ?? null,
      phn: face?.phn ?? null,
      medicine: names.filter(Boolean).join(' '),
      quantity: countedText(cells.quantity, unit, language),
      directions: cells.orderId === null ? null : parts.directionsOf(cells.orderId, unit, language),
      lot: cells.lot,
      expiry: cells.expiry === null ? null : formatBirthDate(cells.expiry),
      date: formatDate(cells.at, utcOffsetMinutes),
    }
  })
  return { patientId: first.patientId, views }
}
