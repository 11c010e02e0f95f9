import type { Migration } from '../../../platform/database/migrate.ts'

/** Departments and what they have: batches, the ledger, what came and what was handed over. */
export const stock: Migration = {
  id: '0002-stock',
  sql: `
    CREATE TABLE department (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      code text NOT NULL,
      name text NOT NULL,
      type text NOT NULL,
      ward_id uuid,
      retired boolean NOT NULL,
      PRIMARY KEY (facility_id, id)
    );
    CREATE UNIQUE INDEX department_code_key ON department (facility_id, code);

    CREATE TABLE supplier (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      name text NOT NULL,
      phone text,
      retired boolean NOT NULL,
      PRIMARY KEY (facility_id, id)
    );
    CREATE UNIQUE INDEX supplier_name_key ON supplier (facility_id, name);

    CREATE TABLE batch (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      product_id uuid NOT NULL,
      lot text NOT NULL,
      expiry text NOT NULL,
      recalled jsonb,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, product_id) REFERENCES product (facility_id, id)
    );
    CREATE INDEX batch_product ON batch (facility_id, product_id, lot);
    CREATE INDEX batch_lot ON batch (facility_id, lot);

    CREATE TABLE stock (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      department_id uuid NOT NULL,
      product_id uuid NOT NULL,
      batch_id uuid NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, department_id) REFERENCES department (facility_id, id),
      FOREIGN KEY (facility_id, batch_id) REFERENCES batch (facility_id, id),
      FOREIGN KEY (facility_id, product_id) REFERENCES product (facility_id, id)
    );
    CREATE INDEX stock_product ON stock (facility_id, department_id, product_id);
    CREATE INDEX stock_batch ON stock (facility_id, batch_id);

    CREATE TABLE ledger_entry (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      stock_id uuid NOT NULL,
      department_id uuid NOT NULL,
      product_id uuid NOT NULL,
      batch_id uuid NOT NULL,
      type text NOT NULL,
      quantity integer NOT NULL,
      at bigint NOT NULL,
      by uuid NOT NULL,
      witness_id uuid,
      document_id uuid NOT NULL,
      note text,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, stock_id) REFERENCES stock (facility_id, id)
    );
    CREATE INDEX ledger_entry_stock ON ledger_entry (facility_id, stock_id);
    CREATE INDEX ledger_entry_document ON ledger_entry (facility_id, document_id);

    CREATE TABLE goods_receipt (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      department_id uuid NOT NULL,
      supplier_id uuid NOT NULL,
      invoice text NOT NULL,
      received_at bigint NOT NULL,
      by uuid NOT NULL,
      lines jsonb NOT NULL,
      discount bigint NOT NULL,
      total bigint NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, department_id) REFERENCES department (facility_id, id),
      FOREIGN KEY (facility_id, supplier_id) REFERENCES supplier (facility_id, id)
    );
    CREATE INDEX goods_receipt_invoice ON goods_receipt (facility_id, supplier_id, invoice);

    CREATE TABLE dispense (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      department_id uuid NOT NULL,
      patient_id uuid,
      at bigint NOT NULL,
      by uuid NOT NULL,
      witness_id uuid,
      note text,
      PRIMARY KEY (facility_id, id)
    );
    CREATE INDEX dispense_patient ON dispense (facility_id, patient_id);

    CREATE TABLE dispensed_line (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      dispense_id uuid NOT NULL,
      department_id uuid NOT NULL,
      patient_id uuid,
      order_id uuid,
      stock_id uuid NOT NULL,
      product_id uuid NOT NULL,
      batch_id uuid NOT NULL,
      quantity integer NOT NULL,
      reason text,
      price bigint,
      at bigint NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, dispense_id) REFERENCES dispense (facility_id, id),
      FOREIGN KEY (facility_id, stock_id) REFERENCES stock (facility_id, id)
    );
    CREATE INDEX dispensed_line_dispense ON dispensed_line (facility_id, dispense_id);
    CREATE INDEX dispensed_line_batch ON dispensed_line (facility_id, batch_id);
    CREATE INDEX dispensed_line_order ON dispensed_line (facility_id, order_id);

    CREATE TABLE dispense_return (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      line_id uuid NOT NULL,
      department_id uuid NOT NULL,
      quantity integer NOT NULL,
      restocked boolean NOT NULL,
      reason text NOT NULL,
      at bigint NOT NULL,
      by uuid NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, line_id) REFERENCES dispensed_line (facility_id, id)
    );
    CREATE INDEX dispense_return_line ON dispense_return (facility_id, line_id);
    CREATE INDEX department_scope ON department (facility_id, scope, id);
    CREATE INDEX supplier_scope ON supplier (facility_id, scope, id);
    CREATE INDEX batch_scope ON batch (facility_id, scope, id);
    CREATE INDEX stock_scope ON stock (facility_id, scope, id);
    CREATE INDEX ledger_entry_scope ON ledger_entry (facility_id, scope, id);
    CREATE INDEX goods_receipt_scope ON goods_receipt (facility_id, scope, id);
    CREATE INDEX dispense_scope ON dispense (facility_id, scope, id);
    CREATE INDEX dispensed_line_scope ON dispensed_line (facility_id, scope, id);
    CREATE INDEX dispense_return_scope ON dispense_return (facility_id, scope, id);
    -- what a department has, without a look at the lines themselves
    CREATE INDEX ledger_entry_on_hand ON ledger_entry (facility_id, department_id, stock_id) INCLUDE (quantity);
  `,
}
