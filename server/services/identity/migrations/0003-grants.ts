import type { Migration } from '../../../platform/database/migrate.ts'

/** What workstations may hold, as administrators changed it after the enrolment. */
export const grants: Migration = {
  id: '0003-grants',
  sql: `
    CREATE TABLE workstation_grant (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      scopes jsonb NOT NULL,
      revoked_at bigint,
      reason text,
      PRIMARY KEY (facility_id, id)
    );
    ALTER TABLE device DROP COLUMN revoked_at;
  `,
}
