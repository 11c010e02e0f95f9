/** What only the identity service keeps: credentials, workstations, their enrolment and sessions. Secrets as hashes. */
export const devices = {
  id: '0002-devices',
  sql: `
    CREATE TABLE facility (
      id uuid PRIMARY KEY,
      name text NOT NULL,
      utc_offset_minutes integer NOT NULL
    );
    CREATE TABLE seeded (name text PRIMARY KEY, at bigint NOT NULL);
    CREATE TABLE credential (
      facility_id uuid NOT NULL,
      user_id uuid NOT NULL,
      password_hash text NOT NULL,
      failed integer NOT NULL DEFAULT 0,
      wait_until bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (facility_id, user_id)
    );
    CREATE TABLE enrolment_code (
      facility_id uuid NOT NULL,
      code_hash text NOT NULL,
      scopes jsonb NOT NULL,
      created_by uuid NOT NULL,
      expires_at bigint NOT NULL,
      used_at bigint,
      PRIMARY KEY (facility_id, code_hash)
    );
    CREATE TABLE device (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      name text NOT NULL,
      public_key text NOT NULL,
      scopes jsonb NOT NULL,
      enrolled_at bigint NOT NULL,
      revoked_at bigint,
      PRIMARY KEY (facility_id, id)
    );
    CREATE TABLE device_challenge (
      nonce text PRIMARY KEY,
      device_id uuid NOT NULL,
      expires_at bigint NOT NULL
    );
    CREATE TABLE device_session (
      token_hash text PRIMARY KEY,
      facility_id uuid NOT NULL,
      device_id uuid NOT NULL,
      expires_at bigint NOT NULL,
      FOREIGN KEY (facility_id, device_id) REFERENCES device (facility_id, id)
    );
    CREATE TABLE user_session (
      token_hash text PRIMARY KEY,
      facility_id uuid NOT NULL,
      user_id uuid NOT NULL,
      expires_at bigint NOT NULL
    );
  `,
}
