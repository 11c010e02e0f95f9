import type { Migration } from '../../../platform/sqlite/migration.ts'

/** Who has which role on which ward, and since when. */
export const roleGrantRows: Migration = {
  id: 'identity/0007-role-grants',
  service: 'identity',
  sql: `
CREATE TABLE identity_role_grant (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  role TEXT NOT NULL,
  ward_id TEXT,
  relationship TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER,
  given_by TEXT NOT NULL,
  ended_at INTEGER,
  ended_by TEXT,
  for_cause INTEGER NOT NULL,
  reason TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX identity_role_grant_by_user ON identity_role_grant (user_id);
`,
}
