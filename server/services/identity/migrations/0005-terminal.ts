import type { Migration } from '../../../platform/database/migrate.ts'

/** What shared terminals go by: the policy, badges, and opened charts. */
export const terminal: Migration = {
  id: '0005-terminal',
  sql: `
    CREATE TABLE policy (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      blank_seconds bigint NOT NULL,
      lock_seconds bigint NOT NULL,
      shift_hours bigint NOT NULL,
      pin_digits bigint NOT NULL,
      offline_shift boolean NOT NULL,
      break_glass_hours bigint NOT NULL,
      cache_lease_hours bigint NOT NULL,
      PRIMARY KEY (facility_id, id)
    );
    CREATE TABLE badge (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      user_id uuid NOT NULL,
      code_hash text,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT badge_user_key UNIQUE (facility_id, user_id),
      CONSTRAINT badge_code_key UNIQUE (facility_id, code_hash),
      FOREIGN KEY (facility_id, user_id) REFERENCES "user" (facility_id, id)
    );
    CREATE TABLE break_glass (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      user_id uuid NOT NULL,
      patient_id uuid NOT NULL,
      reason text NOT NULL,
      note text NOT NULL,
      opened_at bigint NOT NULL,
      until bigint NOT NULL,
      device_id uuid NOT NULL,
      outcome text,
      review_note text,
      reviewed_by uuid,
      reviewed_at bigint,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, user_id) REFERENCES "user" (facility_id, id)
    );
    CREATE INDEX break_glass_user ON break_glass (facility_id, user_id, patient_id);
  `,
}

/** Of which wards a person opens charts without a reason. */
export const chartAccess: Migration = {
  id: '0006-chart-access',
  sql: `
    CREATE TABLE chart_access (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      wards jsonb NOT NULL,
      PRIMARY KEY (facility_id, id)
    );
  `,
}
