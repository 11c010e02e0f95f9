import type { Migration } from '../../../platform/sqlite/migration.ts'

const kept = `rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0`

/** What shared terminals go by: the policy, badges, and opened charts. */
export const terminalRows: Migration = {
  id: 'identity/0005-terminal',
  service: 'identity',
  sql: `
CREATE TABLE identity_policy (
  id TEXT NOT NULL PRIMARY KEY,
  blank_seconds INTEGER NOT NULL,
  lock_seconds INTEGER NOT NULL,
  shift_hours INTEGER NOT NULL,
  pin_digits INTEGER NOT NULL,
  offline_shift INTEGER NOT NULL,
  break_glass_hours INTEGER NOT NULL,
  cache_lease_hours INTEGER NOT NULL,
  ${kept}
);
CREATE TABLE identity_badge (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  code_hash TEXT,
  ${kept}
);
CREATE INDEX identity_badge_by_user ON identity_badge (user_id);
CREATE INDEX identity_badge_by_code ON identity_badge (code_hash);
CREATE TABLE identity_break_glass (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  device_id TEXT NOT NULL,
  outcome TEXT,
  review_note TEXT,
  reviewed_by TEXT,
  reviewed_at INTEGER,
  ${kept}
);
CREATE INDEX identity_break_glass_by_user ON identity_break_glass (user_id, patient_id);
`,
}

/** Of which wards a person opens charts without a reason. */
export const chartAccessRows: Migration = {
  id: 'identity/0006-chart-access',
  service: 'identity',
  sql: `
CREATE TABLE identity_chart_access (
  id TEXT NOT NULL PRIMARY KEY,
  wards TEXT NOT NULL,
  ${kept}
);
`,
}
