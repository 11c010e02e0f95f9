import type { Migration } from '../../../platform/database/migrate.ts'

/** Counts of shelves, and what was found. */
export const counts: Migration = {
  id: '0004-counts',
  sql: `
    CREATE TABLE stock_count (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      department_id uuid NOT NULL,
      state text NOT NULL,
      begun_by uuid NOT NULL,
      begun_at bigint NOT NULL,
      closed_by uuid,
      closed_at bigint,
      PRIMARY KEY (facility_id, id)
    );
    CREATE INDEX stock_count_state ON stock_count (facility_id, department_id, state);

    CREATE TABLE count_line (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      count_id uuid NOT NULL,
      department_id uuid NOT NULL,
      stock_id uuid NOT NULL,
      round integer NOT NULL,
      counted integer NOT NULL,
      by uuid NOT NULL,
      at bigint NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, count_id) REFERENCES stock_count (facility_id, id),
      FOREIGN KEY (facility_id, stock_id) REFERENCES stock (facility_id, id)
    );
    CREATE INDEX count_line_count ON count_line (facility_id, count_id);
    CREATE INDEX count_line_stock ON count_line (facility_id, count_id, stock_id);
    CREATE INDEX stock_count_scope ON stock_count (facility_id, scope, id);
    CREATE INDEX count_line_scope ON count_line (facility_id, scope, id);
  `,
}
