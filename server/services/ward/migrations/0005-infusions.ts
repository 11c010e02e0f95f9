import type { Migration } from '../../../platform/database/migrate.ts'

/** Changes of rate, pauses and ends of infusions. */
export const infusions: Migration = {
  id: '0005-infusions',
  sql: `
    CREATE TABLE infusion_step (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      order_id uuid NOT NULL,
      patient_id uuid NOT NULL,
      admission_id uuid,
      step text NOT NULL,
      rate jsonb,
      remaining integer,
      at bigint NOT NULL,
      by uuid NOT NULL,
      note text,
      witness_id uuid,
      unseen_id uuid,
      status text NOT NULL,
      error_reason text,
      error_by uuid,
      error_at bigint,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, admission_id) REFERENCES admission (facility_id, id),
      FOREIGN KEY (facility_id, patient_id) REFERENCES patient (facility_id, id)
    );
    CREATE INDEX infusion_step_order ON infusion_step (facility_id, order_id);
    CREATE INDEX infusion_step_admission ON infusion_step (facility_id, admission_id);
    CREATE INDEX infusion_step_scope ON infusion_step (facility_id, scope, id);
  `,
}
