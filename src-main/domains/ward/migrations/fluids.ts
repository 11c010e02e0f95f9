import type { Migration } from '../../../platform/sqlite/migration.ts'

/** What went into a patient and came out. */
export const fluids: Migration = {
  id: 'ward/0004-fluids',
  service: 'ward',
  sql: `
CREATE TABLE ward_fluid (
  id TEXT NOT NULL PRIMARY KEY,
  patient_id TEXT NOT NULL,
  admission_id TEXT,
  sort TEXT NOT NULL,
  volume INTEGER NOT NULL,
  taken_at INTEGER NOT NULL,
  taken_by TEXT NOT NULL,
  note TEXT,
  status TEXT NOT NULL,
  error_reason TEXT,
  error_by TEXT,
  error_at INTEGER,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_fluid_by_admission ON ward_fluid (admission_id);
`,
}
