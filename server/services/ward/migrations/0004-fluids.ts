import type { Migration } from '../../../platform/database/migrate.ts'

/** What went into a patient and came out. */
export const fluids: Migration = {
  id: '0004-fluids',
  sql: `
    CREATE TABLE fluid (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      patient_id uuid NOT NULL,
      admission_id uuid,
      sort text NOT NULL,
      volume integer NOT NULL,
      taken_at bigint NOT NULL,
      taken_by uuid NOT NULL,
      note text,
      status text NOT NULL,
      error_reason text,
      error_by uuid,
      error_at bigint,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, admission_id) REFERENCES admission (facility_id, id),
      FOREIGN KEY (facility_id, patient_id) REFERENCES patient (facility_id, id)
    );
    CREATE INDEX fluid_admission ON fluid (facility_id, admission_id);
    CREATE INDEX fluid_scope ON fluid (facility_id, scope, id);
  `,
}
