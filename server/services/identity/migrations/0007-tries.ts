import type { Migration } from '../../../platform/database/migrate.ts'

/** Guesses of passwords and enrolment codes, whether or not what was guessed exists. */
export const tries: Migration = {
  id: '0007-tries',
  sql: `
    CREATE TABLE secret_try (
      facility_id uuid NOT NULL,
      key text NOT NULL,
      count integer NOT NULL,
      wait_until bigint NOT NULL,
      tried_at bigint NOT NULL,
      PRIMARY KEY (facility_id, key)
    );
    CREATE INDEX secret_try_age ON secret_try (tried_at);
    ALTER TABLE credential DROP COLUMN failed, DROP COLUMN wait_until;
  `,
}
