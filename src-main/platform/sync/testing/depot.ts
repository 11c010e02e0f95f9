import { claimRows } from '../../sqlite/claim-migration.ts'
import { inboxRows } from '../../sqlite/inbox-migration.ts'
import type { Migration } from '../../sqlite/migration.ts'

/** The depot's tables on a workstation (src-shared/testing/depot). */
export const depotMigrations: readonly Migration[] = [
  claimRows('depot', 'stock'),
  inboxRows('depot'),
  {
    id: 'depot/0001-rows',
    service: 'depot',
    sql: `
CREATE TABLE depot_issue (
  id TEXT NOT NULL PRIMARY KEY,
  key_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  device_id TEXT NOT NULL,
  bill_number TEXT NOT NULL,
  specimen_number TEXT,
  issued_at INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX depot_issue_by_key ON depot_issue (key_id);
`,
  },
]
