import type { Migration } from '../../../platform/database/migrate.ts'

/** The last rebuild of its cache that each workstation was asked for. */
export const rebuilds: Migration = {
  id: '0004-rebuilds',
  sql: `
    CREATE TABLE rebuild_request (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      request uuid NOT NULL,
      asked_at bigint NOT NULL,
      asked_by uuid NOT NULL,
      PRIMARY KEY (facility_id, id)
    );
  `,
}
