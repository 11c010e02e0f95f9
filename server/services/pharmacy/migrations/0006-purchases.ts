import type { Migration } from '../../../platform/database/migrate.ts'

/** Orders of suppliers, and when a product is ordered again. */
export const purchases: Migration = {
  id: '0006-purchases',
  sql: `
    CREATE TABLE purchase (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      department_id uuid NOT NULL,
      supplier_id uuid NOT NULL,
      state text NOT NULL,
      version integer NOT NULL,
      lines jsonb NOT NULL,
      drafted_by uuid NOT NULL,
      drafted_at bigint NOT NULL,
      approved_by uuid,
      approved_at bigint,
      closed_by uuid,
      closed_at bigint,
      close_reason text,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, department_id) REFERENCES department (facility_id, id),
      FOREIGN KEY (facility_id, supplier_id) REFERENCES supplier (facility_id, id)
    );
    CREATE INDEX purchase_department ON purchase (facility_id, department_id, state);
    CREATE INDEX purchase_scope ON purchase (facility_id, scope, id);

    CREATE TABLE reorder_level (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      department_id uuid NOT NULL,
      product_id uuid NOT NULL,
      level integer NOT NULL,
      up_to integer NOT NULL,
      set_by uuid NOT NULL,
      set_at bigint NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, department_id) REFERENCES department (facility_id, id),
      FOREIGN KEY (facility_id, product_id) REFERENCES product (facility_id, id)
    );
    CREATE INDEX reorder_level_product ON reorder_level (facility_id, department_id, product_id);
    CREATE INDEX reorder_level_scope ON reorder_level (facility_id, scope, id);

    ALTER TABLE goods_receipt ADD COLUMN purchase_id uuid;
    CREATE INDEX goods_receipt_purchase ON goods_receipt (facility_id, purchase_id);
  `,
}
