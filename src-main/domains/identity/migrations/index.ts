import { inboxRows } from '../../../platform/sqlite/inbox-migration.ts'
import type { Migration } from '../../../platform/sqlite/migration.ts'
import { roleGrantRows } from './role-grants.ts'
import { chartAccessRows, terminalRows } from './terminal.ts'

/** Rows of the identity service as this workstation sees them; a test holds the columns to the kinds. */
export const identityMigrations: readonly Migration[] = [
  {
    id: 'identity/0001-rows',
    service: 'identity',
    sql: `
CREATE TABLE identity_pin (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  verifier TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX identity_pin_by_user ON identity_pin (user_id);
CREATE TABLE identity_user (
  id TEXT NOT NULL PRIMARY KEY,
  username TEXT NOT NULL,
  display_name TEXT NOT NULL,
  roles TEXT NOT NULL,
  active INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX identity_user_by_username ON identity_user (username);
`,
  },
  {
    id: 'identity/0002-grants',
    service: 'identity',
    sql: `
CREATE TABLE identity_workstation_grant (
  id TEXT NOT NULL PRIMARY KEY,
  scopes TEXT NOT NULL,
  revoked_at INTEGER,
  reason TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
`,
  },
  {
    id: 'identity/0003-rebuilds',
    service: 'identity',
    sql: `
CREATE TABLE identity_rebuild_request (
  id TEXT NOT NULL PRIMARY KEY,
  request TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
`,
  },
  inboxRows('identity'),
  terminalRows,
  chartAccessRows,
  roleGrantRows,
]
