import type { Migration } from '../../../platform/database/migrate.ts'

/** Who has which role on which ward, and since when; passwords that are good for one sign-in. */
export const roleGrants: Migration = {
  id: '0009-role-grants',
  sql: `
    CREATE TABLE role_grant (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      user_id uuid NOT NULL,
      role text NOT NULL,
      ward_id uuid,
      relationship text NOT NULL,
      valid_from bigint NOT NULL,
      valid_until bigint,
      given_by uuid NOT NULL,
      ended_at bigint,
      ended_by uuid,
      for_cause boolean NOT NULL,
      reason text,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, user_id) REFERENCES "user" (facility_id, id)
    );
    CREATE INDEX role_grant_user ON role_grant (facility_id, user_id);
    ALTER TABLE credential ADD COLUMN one_time_until bigint;
  `,
}
