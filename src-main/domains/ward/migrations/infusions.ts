import type { Migration } from '../../../platform/sqlite/migration.ts'

/** Changes of rate, pauses and ends of infusions. */
export const infusions: Migration = {
  id: 'ward/0005-infusions',
  service: 'ward',
  sql: `
CREATE TABLE ward_infusion_step (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  admission_id TEXT,
  step TEXT NOT NULL,
  rate TEXT,
  remaining INTEGER,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  note TEXT,
  witness_id TEXT,
  unseen_id TEXT,
  status TEXT NOT NULL,
  error_reason TEXT,
  error_by TEXT,
  error_at INTEGER,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_infusion_step_by_order ON ward_infusion_step (order_id);
CREATE INDEX ward_infusion_step_by_admission ON ward_infusion_step (admission_id);
`,
}
