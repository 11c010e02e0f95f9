import type { Migration } from '../../../platform/database/migrate.ts'

/** Orders for medicines and what became of each dose. A dose may be recorded of an order that is not known: it has happened. */
export const orders: Migration = {
  id: '0003-orders',
  sql: `
    CREATE TABLE medication_order (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      admission_id uuid NOT NULL,
      patient_id uuid NOT NULL,
      generic_id uuid NOT NULL,
      product_id uuid,
      dose jsonb NOT NULL,
      route text NOT NULL,
      timing jsonb NOT NULL,
      indication text,
      start_at bigint NOT NULL,
      stop_at bigint,
      status text NOT NULL,
      version integer NOT NULL,
      replaces uuid,
      replaced_by uuid,
      prescribed_by uuid NOT NULL,
      prescribed_at bigint NOT NULL,
      held jsonb,
      stopped jsonb,
      alerts jsonb NOT NULL,
      checked_by text NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, admission_id) REFERENCES admission (facility_id, id),
      FOREIGN KEY (facility_id, patient_id) REFERENCES patient (facility_id, id),
      FOREIGN KEY (facility_id, generic_id) REFERENCES generic (facility_id, id),
      FOREIGN KEY (facility_id, product_id) REFERENCES product (facility_id, id)
    );
    CREATE INDEX medication_order_admission ON medication_order (facility_id, admission_id);
    CREATE INDEX medication_order_patient ON medication_order (facility_id, patient_id);

    CREATE TABLE administration (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      order_id uuid NOT NULL,
      admission_id uuid,
      patient_id uuid NOT NULL,
      due_at bigint,
      status text NOT NULL,
      outcome text NOT NULL,
      timeliness text,
      at bigint NOT NULL,
      by uuid NOT NULL,
      dose jsonb,
      product_id uuid,
      lot text,
      expiry text,
      patient_scanned boolean NOT NULL,
      drug_scanned boolean NOT NULL,
      no_scan_reason text,
      reason text,
      note text,
      witness_id uuid,
      possible_double_of uuid,
      recheck_at bigint,
      effect jsonb,
      error_reason text,
      error_by uuid,
      error_at bigint,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, admission_id) REFERENCES admission (facility_id, id),
      FOREIGN KEY (facility_id, patient_id) REFERENCES patient (facility_id, id)
    );
    CREATE INDEX administration_order ON administration (facility_id, order_id);
    CREATE INDEX administration_admission ON administration (facility_id, admission_id);
    CREATE INDEX medication_order_scope ON medication_order (facility_id, scope, id);
    CREATE INDEX administration_scope ON administration (facility_id, scope, id);
  `,
}
