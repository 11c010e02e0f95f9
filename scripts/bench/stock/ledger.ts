import Sqlite from 'better-sqlite3'
import { workstationMigrations } from '../../../src-main/app/migrations.ts'
import { type LotView, lotOf } from '../../../src-main/domains/pharmacy/queries/recall.ts'
import { type StockLine, stockOf } from '../../../src-main/domains/pharmacy/queries/stock.ts'
import { platformMigrations } from '../../../src-main/platform/sqlite/platform-migrations.ts'
import { type Sample, sampleOf, timeEach } from '../stats.ts'

/** So many products with two batches each; every batch has its lines. */
const PRODUCTS = 1_000
const LINES = 500

/** `00000001-…`: ids that sort and are told apart by their first digits. */
const id = (what: string) => `'${what}' || printf('%07d', %) || '-0000-4000-8000-000000000000'`
const idOf = (what: string, n: string) => id(what).replace('%)', `${n})`)
const own = 'rev, scope, pending'

/** A workstation's cache of one department with so many lines in its ledger, each but one in ten a dispense. */
function makeLedger(file: string): Sqlite.Database {
  const db = new Sqlite(file)
  for (const { sql } of [...platformMigrations, ...workstationMigrations]) db.exec(sql)
  const count = (most: number) =>
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${most})`
  const place = `${idOf('d', '0')}, ${idOf('a', 'i % (2 * p) / 2')}, ${idOf('b', 'i % (2 * p)')}`.replaceAll(
    'p)',
    `${PRODUCTS})`,
  )
  db.exec(`BEGIN;
    INSERT INTO pharmacy_department (id, code, name, type, retired, ${own}) SELECT ${idOf('d', '0')}, 'D', 'Dispensary', 'dispensary', 0, 1, '', 0;
    INSERT INTO pharmacy_generic (id, name, ingredients, atc, look_alikes, controlled, time_critical, demonstration, retired, ${own})
      ${count(PRODUCTS)} SELECT ${idOf('9', 'i')}, 'medicine ' || i, '[]', 'J01CA04', '[]', 0, 0, 1, 0, 1, '', 0 FROM n;
    INSERT INTO pharmacy_product (id, generic_id, form, unit, strengths, per, routes, demonstration, retired, ${own})
      ${count(PRODUCTS)} SELECT ${idOf('a', 'i')}, ${idOf('9', 'i')}, 'tablet', 'tablet', '[]', '{"nano":1000000000,"unit":"1"}', '["oral"]', 1, 0, 1, '', 0 FROM n;
    INSERT INTO pharmacy_batch (id, product_id, lot, expiry, ${own})
      ${count(2 * PRODUCTS)} SELECT ${idOf('b', 'i')}, ${idOf('a', 'i / 2')}, 'L' || i, '2028-01-31', 1, '', 0 FROM n;
    INSERT INTO pharmacy_stock (id, department_id, product_id, batch_id, ${own})
      ${count(2 * PRODUCTS)} SELECT ${idOf('c', 'i')}, ${idOf('d', '0')}, ${idOf('a', 'i / 2')}, ${idOf('b', 'i')}, 1, '', 0 FROM n;
    INSERT INTO pharmacy_ledger_entry (id, stock_id, department_id, product_id, batch_id, type, quantity, at, by, document_id, ${own})
      ${count(2 * PRODUCTS * LINES)} SELECT ${idOf('e', 'i')}, ${idOf('c', `i % ${2 * PRODUCTS}`)}, ${place},
        iif(i / ${2 * PRODUCTS} % 10 = 0, 'received', 'dispensed'), iif(i / ${2 * PRODUCTS} % 10 = 0, 100, -10), i, ${idOf('8', '0')}, ${idOf('f', 'i')}, 1, '', 0 FROM n;
    INSERT INTO pharmacy_dispensed_line (id, dispense_id, department_id, product_id, batch_id, stock_id, patient_id, quantity, at, ${own})
      ${count(2 * PRODUCTS * LINES)} SELECT ${idOf('1', 'i')}, ${idOf('f', 'i')}, ${place}, ${idOf('c', `i % ${2 * PRODUCTS}`)},
        ${idOf('7', `i % 5000`)}, 10, i, 1, '', 0 FROM n WHERE i / ${2 * PRODUCTS} % 10 <> 0;
    COMMIT; ANALYZE;`)
  return db
}

export interface LedgerFigures {
  rows: number
  onHand: Sample
  recall: Sample
  /** Who was given the lot that was asked for. */
  given: number
}

/** Stock on hand of a department, and who was given a lot, as a workstation's screens ask for them. */
export function measureLedger(file: string): LedgerFigures {
  const db = makeLedger(file)
  const departmentId = 'd0000000-0000-4000-8000-000000000000'
  const look = { db, now: Date.UTC(2027, 0, 1), utcOffsetMinutes: 330, deviceId: null }
  const rows = db.prepare('SELECT count(*) FROM pharmacy_ledger_entry').pluck().get() as number
  const shown = new Set<StockLine[] | LotView | null>()
  const onHand = timeEach(20, () => void shown.add(stockOf(look, departmentId)))
  const lot = (i: number) =>
    lotOf(
      db,
      `a${String(Math.abs(i) % PRODUCTS).padStart(7, '0')}-0000-4000-8000-000000000000`,
      `L${2 * (Math.abs(i) % PRODUCTS)}`,
      () => null,
    )
  const recall = timeEach(50, (i) => void shown.add(lot(i)))
  const given = lot(1)?.given.length ?? 0
  const [line] = stockOf(look, departmentId)
  if (line?.onHand !== 2 * LINES || given === 0)
    throw new Error(`the ledger adds up to ${line?.onHand}, ${given} were given`)
  db.close()
  return { rows, onHand: sampleOf(onHand), recall: sampleOf(recall), given }
}
