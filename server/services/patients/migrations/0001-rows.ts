import type { Migration } from '../../../platform/database/migrate.ts'

/**
 * The rows of patients' kinds. `patient_nic_active` is the guard behind "another active patient has this NIC": two
 * registrations at once both find nobody. It takes the nine digits with a letter of the old card for the twelve of the
 * new one, as the rule does; a merged patient keeps the number without holding it.
 */
export const rows: Migration = {
  id: '0001-rows',
  sql: `
    CREATE TABLE patient (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      phn text NOT NULL,
      family_name text NOT NULL,
      given_name text NOT NULL,
      title text,
      sex text NOT NULL,
      birth_date text,
      birth_date_estimated boolean NOT NULL,
      nic text,
      phone text,
      locality text,
      next_of_kin_name text,
      next_of_kin_phone text,
      identity text NOT NULL,
      mother_id uuid,
      birth_order integer,
      allergy_status text NOT NULL,
      deceased_at bigint,
      status text NOT NULL,
      merged_into uuid,
      registered_at bigint NOT NULL,
      source_id text,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT patient_phn_key UNIQUE (facility_id, phn),
      FOREIGN KEY (facility_id, mother_id) REFERENCES patient (facility_id, id),
      FOREIGN KEY (facility_id, merged_into) REFERENCES patient (facility_id, id)
    );
    CREATE UNIQUE INDEX patient_source_key ON patient (facility_id, source_id) WHERE source_id IS NOT NULL;
    CREATE INDEX patient_nic ON patient (facility_id, nic) WHERE nic IS NOT NULL;
    CREATE UNIQUE INDEX patient_nic_active ON patient (facility_id, (
      CASE WHEN nic ~ '^[0-9]{9}[VXvx]$' THEN '19' || substr(nic, 1, 5) || '0' || substr(nic, 6, 4) ELSE nic END
    )) WHERE nic IS NOT NULL AND status = 'active';

    CREATE TABLE allergy (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      patient_id uuid NOT NULL,
      substance text NOT NULL,
      code text,
      reaction text,
      severity text,
      recorded_at bigint NOT NULL,
      recorded_by uuid NOT NULL,
      status text NOT NULL,
      error_reason text,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, patient_id) REFERENCES patient (facility_id, id)
    );
    CREATE INDEX allergy_patient ON allergy (facility_id, patient_id);

    CREATE TABLE encounter (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      patient_id uuid NOT NULL,
      class text NOT NULL,
      type text,
      reason text,
      started_at bigint NOT NULL,
      ended_at bigint,
      source_id text,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, patient_id) REFERENCES patient (facility_id, id)
    );
    CREATE INDEX encounter_patient ON encounter (facility_id, patient_id, started_at DESC);

    CREATE TABLE condition (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      patient_id uuid NOT NULL,
      code text,
      display text NOT NULL,
      clinical_status text,
      onset_at bigint,
      abated_at bigint,
      source_id text,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, patient_id) REFERENCES patient (facility_id, id)
    );
    CREATE INDEX condition_patient ON condition (facility_id, patient_id, onset_at DESC);
  `,
}
