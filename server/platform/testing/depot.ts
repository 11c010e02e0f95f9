import type { Migration } from '../database/migrate.ts'
import { claimRows } from '../sync/claim-migration.ts'
import { inboxRows } from '../sync/inbox-migration.ts'
import { compaction, platformMigrations } from '../sync/migrations.ts'
import { claimConstraints } from './model-store/claim-constraints.ts'
import { references, type ServiceConstraints, unique } from './model-store/constraints.ts'

/** The depot's tables at the server (src-shared/testing/depot). */
export const depotMigrations: readonly Migration[] = [
  ...platformMigrations,
  inboxRows,
  compaction,
  claimRows('stock'),
  {
    id: '0001-rows',
    sql: `
    CREATE TABLE issue (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      key_id uuid NOT NULL,
      quantity bigint NOT NULL,
      device_id uuid NOT NULL,
      bill_number text NOT NULL,
      specimen_number text,
      issued_at bigint NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, key_id) REFERENCES stock (facility_id, id),
      CONSTRAINT issue_bill_key UNIQUE (facility_id, bill_number)
    );
    CREATE INDEX issue_key ON issue (facility_id, key_id);
    CREATE INDEX issue_scope ON issue (facility_id, scope, id);
  `,
  },
]

/** For the model. */
export const depotConstraints: ServiceConstraints = {
  ...claimConstraints('depot', 'stock'),
  'depot.issue': {
    unique: [unique('issue_bill_key', ['billNumber'])],
    references: [references('issue', 'keyId', 'depot.stock')],
  },
}
