import type { Migration } from '../../../platform/sqlite/migration.ts'

/** Orders for medicines and what became of each dose. */
export const orders: Migration = {
  id: 'ward/0003-orders',
  service: 'ward',
  sql: `
CREATE TABLE ward_medication_order (
  id TEXT NOT NULL PRIMARY KEY,
  admission_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  generic_id TEXT NOT NULL,
  product_id TEXT,
  dose TEXT NOT NULL,
  route TEXT NOT NULL,
  timing TEXT NOT NULL,
  indication TEXT,
  start_at INTEGER NOT NULL,
  stop_at INTEGER,
  status TEXT NOT NULL,
  version INTEGER NOT NULL,
  replaces TEXT,
  replaced_by TEXT,
  prescribed_by TEXT NOT NULL,
  prescribed_at INTEGER NOT NULL,
  held TEXT,
  stopped TEXT,
  alerts TEXT NOT NULL,
  checked_by TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_medication_order_by_admission ON ward_medication_order (admission_id);
CREATE INDEX ward_medication_order_by_patient ON ward_medication_order (patient_id);
CREATE TABLE ward_administration (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  admission_id TEXT,
  patient_id TEXT NOT NULL,
  due_at INTEGER,
  status TEXT NOT NULL,
  outcome TEXT NOT NULL,
  timeliness TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  dose TEXT,
  product_id TEXT,
  lot TEXT,
  expiry TEXT,
  patient_scanned INTEGER NOT NULL,
  drug_scanned INTEGER NOT NULL,
  no_scan_reason TEXT,
  reason TEXT,
  note TEXT,
  witness_id TEXT,
  possible_double_of TEXT,
  recheck_at INTEGER,
  effect TEXT,
  error_reason TEXT,
  error_by TEXT,
  error_at INTEGER,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_administration_by_order ON ward_administration (order_id);
CREATE INDEX ward_administration_by_admission ON ward_administration (admission_id);
`,
}
