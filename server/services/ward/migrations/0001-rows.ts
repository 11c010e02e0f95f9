import type { Migration } from '../../../platform/database/migrate.ts'

/**
 * The rows of the ward's kinds. A bed and its admission, a patient and the current admission name each other: those two
 * keys are checked at the commit. A transfer may name places of which an older one is unknown; it refers to its
 * admission alone.
 */
export const rows: Migration = {
  id: '0001-rows',
  sql: `
    CREATE TABLE ward (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      code text NOT NULL,
      name text NOT NULL,
      specialty text NOT NULL,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT ward_code_key UNIQUE (facility_id, code)
    );

    CREATE TABLE room (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      ward_id uuid NOT NULL,
      name text NOT NULL,
      isolation boolean NOT NULL,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT room_name_key UNIQUE (facility_id, ward_id, name),
      FOREIGN KEY (facility_id, ward_id) REFERENCES ward (facility_id, id)
    );

    CREATE TABLE bed (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      ward_id uuid NOT NULL,
      room_id uuid NOT NULL,
      label text NOT NULL,
      position integer NOT NULL,
      state text NOT NULL,
      admission_id uuid,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT bed_label_key UNIQUE (facility_id, ward_id, label),
      FOREIGN KEY (facility_id, ward_id) REFERENCES ward (facility_id, id),
      FOREIGN KEY (facility_id, room_id) REFERENCES room (facility_id, id)
    );
    CREATE INDEX bed_admission ON bed (facility_id, admission_id) WHERE admission_id IS NOT NULL;

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
      deceased_at bigint,
      resolved boolean NOT NULL,
      ward_id uuid,
      admission_id uuid,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, ward_id) REFERENCES ward (facility_id, id)
    );
    CREATE INDEX patient_scope ON patient (facility_id, scope, id);
    CREATE INDEX patient_unresolved ON patient (facility_id, id) WHERE NOT resolved;

    CREATE TABLE admission (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      patient_id uuid NOT NULL,
      bht text NOT NULL,
      ward_id uuid NOT NULL,
      bed_id uuid,
      admitted_at bigint NOT NULL,
      reason text NOT NULL,
      consultant text,
      isolation text NOT NULL,
      spo2_scale integer NOT NULL,
      spo2_scale_by uuid,
      pregnant boolean NOT NULL,
      observe_every_minutes integer,
      status text NOT NULL,
      stages jsonb NOT NULL,
      discharged_at bigint,
      last_vitals_at bigint,
      source_id text,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT admission_bht_key UNIQUE (facility_id, bht),
      FOREIGN KEY (facility_id, patient_id) REFERENCES patient (facility_id, id),
      FOREIGN KEY (facility_id, ward_id) REFERENCES ward (facility_id, id),
      FOREIGN KEY (facility_id, bed_id) REFERENCES bed (facility_id, id)
    );
    CREATE INDEX admission_patient ON admission (facility_id, patient_id);
    CREATE INDEX admission_ward ON admission (facility_id, ward_id);
    CREATE INDEX admission_scope ON admission (facility_id, scope, id);
    CREATE UNIQUE INDEX admission_bed_key ON admission (facility_id, bed_id) WHERE bed_id IS NOT NULL;

    ALTER TABLE bed ADD FOREIGN KEY (facility_id, admission_id) REFERENCES admission (facility_id, id)
      DEFERRABLE INITIALLY DEFERRED;
    ALTER TABLE patient ADD FOREIGN KEY (facility_id, admission_id) REFERENCES admission (facility_id, id)
      DEFERRABLE INITIALLY DEFERRED;

    CREATE TABLE transfer (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      admission_id uuid NOT NULL,
      from_ward_id uuid NOT NULL,
      from_bed_id uuid,
      to_ward_id uuid NOT NULL,
      to_bed_id uuid NOT NULL,
      at bigint NOT NULL,
      by uuid NOT NULL,
      reason text,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, admission_id) REFERENCES admission (facility_id, id)
    );
    CREATE INDEX transfer_admission ON transfer (facility_id, admission_id);
    CREATE INDEX transfer_scope ON transfer (facility_id, scope, id);

    CREATE TABLE vitals (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      patient_id uuid NOT NULL,
      admission_id uuid,
      taken_at bigint NOT NULL,
      taken_by uuid NOT NULL,
      respiration_rate double precision,
      spo2 double precision,
      on_oxygen boolean,
      oxygen_flow double precision,
      systolic double precision,
      diastolic double precision,
      pulse double precision,
      consciousness text,
      temperature double precision,
      pain_score double precision,
      weight_kg double precision,
      height_cm double precision,
      spo2_scale integer NOT NULL,
      news2 integer,
      others jsonb NOT NULL,
      status text NOT NULL,
      error_reason text,
      error_by uuid,
      error_at bigint,
      source_id text,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, patient_id) REFERENCES patient (facility_id, id),
      FOREIGN KEY (facility_id, admission_id) REFERENCES admission (facility_id, id)
    );
    CREATE INDEX vitals_patient ON vitals (facility_id, patient_id, taken_at DESC);
    CREATE INDEX vitals_admission ON vitals (facility_id, admission_id, taken_at DESC) WHERE admission_id IS NOT NULL;
    CREATE INDEX vitals_scope ON vitals (facility_id, scope, id);
  `,
}
