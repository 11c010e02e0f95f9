import { claimRows } from '../../../platform/sqlite/claim-migration.ts'
import type { Migration } from '../../../platform/sqlite/migration.ts'

/** What the departments of this workstation have: batches, the ledger, what came and what was handed over. */
export const stockMigrations: readonly Migration[] = [
  {
    id: 'pharmacy/0002-stock',
    service: 'pharmacy',
    sql: `
CREATE TABLE pharmacy_department (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  ward_id TEXT,
  retired INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_department_by_code ON pharmacy_department (code);
CREATE TABLE pharmacy_supplier (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  phone TEXT,
  retired INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_supplier_by_name ON pharmacy_supplier (name);
CREATE TABLE pharmacy_batch (
  id TEXT NOT NULL PRIMARY KEY,
  product_id TEXT NOT NULL,
  lot TEXT NOT NULL,
  expiry TEXT NOT NULL,
  recalled TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_batch_by_product ON pharmacy_batch (product_id, lot);
CREATE INDEX pharmacy_batch_by_lot ON pharmacy_batch (lot);
CREATE TABLE pharmacy_stock (
  id TEXT NOT NULL PRIMARY KEY,
  department_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  batch_id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_stock_by_product ON pharmacy_stock (department_id, product_id);
CREATE INDEX pharmacy_stock_by_batch ON pharmacy_stock (batch_id);
CREATE TABLE pharmacy_ledger_entry (
  id TEXT NOT NULL PRIMARY KEY,
  stock_id TEXT NOT NULL,
  department_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  batch_id TEXT NOT NULL,
  type TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  witness_id TEXT,
  document_id TEXT NOT NULL,
  note TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_ledger_entry_by_stock ON pharmacy_ledger_entry (stock_id);
CREATE INDEX pharmacy_ledger_entry_by_document ON pharmacy_ledger_entry (document_id);
CREATE TABLE pharmacy_goods_receipt (
  id TEXT NOT NULL PRIMARY KEY,
  department_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  invoice TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  by TEXT NOT NULL,
  lines TEXT NOT NULL,
  discount INTEGER NOT NULL,
  total INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_goods_receipt_by_invoice ON pharmacy_goods_receipt (supplier_id, invoice);
CREATE TABLE pharmacy_dispense (
  id TEXT NOT NULL PRIMARY KEY,
  department_id TEXT NOT NULL,
  patient_id TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  witness_id TEXT,
  note TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_dispense_by_patient ON pharmacy_dispense (patient_id);
CREATE TABLE pharmacy_dispensed_line (
  id TEXT NOT NULL PRIMARY KEY,
  dispense_id TEXT NOT NULL,
  department_id TEXT NOT NULL,
  patient_id TEXT,
  order_id TEXT,
  stock_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  batch_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  reason TEXT,
  price INTEGER,
  at INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_dispensed_line_by_dispense ON pharmacy_dispensed_line (dispense_id);
CREATE INDEX pharmacy_dispensed_line_by_batch ON pharmacy_dispensed_line (batch_id);
CREATE INDEX pharmacy_dispensed_line_by_order ON pharmacy_dispensed_line (order_id);
CREATE TABLE pharmacy_dispense_return (
  id TEXT NOT NULL PRIMARY KEY,
  line_id TEXT NOT NULL,
  department_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  restocked INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_dispense_return_by_line ON pharmacy_dispense_return (line_id);
CREATE INDEX pharmacy_ledger_entry_on_hand ON pharmacy_ledger_entry (department_id, stock_id, quantity);
`,
  },
  claimRows('pharmacy', 'holding'),
  {
    id: 'pharmacy/0003-verification',
    service: 'pharmacy',
    sql: `
CREATE TABLE pharmacy_verification (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  department_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  note TEXT,
  findings TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_verification_by_order ON pharmacy_verification (order_id);
`,
  },
  {
    id: 'pharmacy/0004-counts',
    service: 'pharmacy',
    sql: `
CREATE TABLE pharmacy_stock_count (
  id TEXT NOT NULL PRIMARY KEY,
  department_id TEXT NOT NULL,
  state TEXT NOT NULL,
  begun_by TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  closed_by TEXT,
  closed_at INTEGER,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_stock_count_by_state ON pharmacy_stock_count (department_id, state);
CREATE TABLE pharmacy_count_line (
  id TEXT NOT NULL PRIMARY KEY,
  count_id TEXT NOT NULL,
  department_id TEXT NOT NULL,
  stock_id TEXT NOT NULL,
  round INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_count_line_by_count ON pharmacy_count_line (count_id);
CREATE INDEX pharmacy_count_line_by_stock ON pharmacy_count_line (count_id, stock_id);
`,
  },
  {
    id: 'pharmacy/0005-register',
    service: 'pharmacy',
    sql: `
CREATE TABLE pharmacy_register_check (
  id TEXT NOT NULL PRIMARY KEY,
  department_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  expected INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  state TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  witness_id TEXT,
  settled_by TEXT,
  settled_witness_id TEXT,
  settled_at INTEGER,
  finding TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_register_check_by_product ON pharmacy_register_check (department_id, product_id);
`,
  },
  {
    id: 'pharmacy/0006-purchases',
    service: 'pharmacy',
    sql: `
CREATE TABLE pharmacy_purchase (
  id TEXT NOT NULL PRIMARY KEY,
  department_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  lines TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at INTEGER NOT NULL,
  approved_by TEXT,
  approved_at INTEGER,
  closed_by TEXT,
  closed_at INTEGER,
  close_reason TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_purchase_by_department ON pharmacy_purchase (department_id, state);
CREATE TABLE pharmacy_reorder_level (
  id TEXT NOT NULL PRIMARY KEY,
  department_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  level INTEGER NOT NULL,
  up_to INTEGER NOT NULL,
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_reorder_level_by_product ON pharmacy_reorder_level (department_id, product_id);
ALTER TABLE pharmacy_goods_receipt ADD COLUMN purchase_id TEXT;
CREATE INDEX pharmacy_goods_receipt_by_purchase ON pharmacy_goods_receipt (purchase_id);
`,
  },
]
