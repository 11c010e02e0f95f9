import type { Migration } from '../../../platform/database/migrate.ts'

/** What pharmacists found of orders. The order itself is the ward's, and the department may be one that is not known: it has happened. */
export const verification: Migration = {
  id: '0003-verification',
  sql: `
    CREATE TABLE verification (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      order_id uuid NOT NULL,
      patient_id uuid NOT NULL,
      department_id uuid NOT NULL,
      outcome text NOT NULL,
      note text,
      findings jsonb NOT NULL,
      at bigint NOT NULL,
      by uuid NOT NULL,
      PRIMARY KEY (facility_id, id)
    );
    CREATE INDEX verification_order ON verification (facility_id, order_id);
    CREATE INDEX verification_scope ON verification (facility_id, scope, id);
  `,
}
