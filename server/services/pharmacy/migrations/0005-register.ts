import type { Migration } from '../../../platform/database/migrate.ts'

/** Counts of controlled medicines by two persons. */
export const register: Migration = {
  id: '0005-register',
  sql: `
    CREATE TABLE register_check (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      department_id uuid NOT NULL,
      product_id uuid NOT NULL,
      expected integer NOT NULL,
      counted integer NOT NULL,
      state text NOT NULL,
      at bigint NOT NULL,
      by uuid NOT NULL,
      witness_id uuid,
      settled_by uuid,
      settled_witness_id uuid,
      settled_at bigint,
      finding text,
      PRIMARY KEY (facility_id, id)
    );
    CREATE INDEX register_check_product ON register_check (facility_id, department_id, product_id);
    CREATE INDEX register_check_scope ON register_check (facility_id, scope, id);
  `,
}
