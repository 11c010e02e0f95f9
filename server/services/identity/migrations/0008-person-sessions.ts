import type { Migration } from '../../../platform/database/migrate.ts'

/**
 * Who gave the password where, and the tokens that came of it, as hashes. A session is the family of its tokens: without
 * it none of them is good. The table that it replaces held tokens of 15 minutes.
 */
export const personSessions: Migration = {
  id: '0008-person-sessions',
  sql: `
    CREATE TABLE person_session (
      id uuid PRIMARY KEY,
      facility_id uuid NOT NULL,
      user_id uuid NOT NULL,
      device_id uuid,
      ends_at bigint NOT NULL,
      FOREIGN KEY (facility_id, device_id) REFERENCES device (facility_id, id)
    );
    CREATE INDEX person_session_user ON person_session (facility_id, user_id);
    CREATE INDEX person_session_end ON person_session (ends_at);
    CREATE TABLE person_token (
      token_hash text PRIMARY KEY,
      session_id uuid NOT NULL REFERENCES person_session (id) ON DELETE CASCADE,
      use text NOT NULL CHECK (use IN ('access', 'refresh')),
      expires_at bigint NOT NULL,
      used_at bigint
    );
    CREATE INDEX person_token_session ON person_token (session_id);
    DROP TABLE user_session;
  `,
}
