import type { Migration } from '../../../platform/database/migrate.ts'

/** The rows of identity's kinds. */
export const rows: Migration = {
  id: '0001-rows',
  sql: `
    CREATE TABLE "user" (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      username text NOT NULL,
      display_name text NOT NULL,
      roles jsonb NOT NULL,
      active boolean NOT NULL,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT user_username_key UNIQUE (facility_id, username)
    );
    CREATE TABLE pin (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      user_id uuid NOT NULL,
      verifier text NOT NULL,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT pin_user_key UNIQUE (facility_id, user_id),
      FOREIGN KEY (facility_id, user_id) REFERENCES "user" (facility_id, id)
    );
  `,
}
