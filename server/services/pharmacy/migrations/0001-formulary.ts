import type { Migration } from '../../../platform/database/migrate.ts'

/** The formulary: generic, product, pack, and the rules that orders and dispensing are checked by. */
export const formulary: Migration = {
  id: '0001-formulary',
  sql: `
    CREATE TABLE generic (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      name text NOT NULL,
      ingredients jsonb NOT NULL,
      atc text NOT NULL,
      tall_man text,
      look_alikes jsonb NOT NULL,
      high_alert text,
      controlled boolean NOT NULL,
      time_critical boolean NOT NULL,
      hold_below jsonb,
      demonstration boolean NOT NULL,
      retired boolean NOT NULL,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT generic_name_key UNIQUE (facility_id, name)
    );
    CREATE INDEX generic_atc ON generic (facility_id, atc);

    CREATE TABLE product (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      generic_id uuid NOT NULL,
      brand text,
      form text NOT NULL,
      unit text NOT NULL,
      strengths jsonb NOT NULL,
      per jsonb NOT NULL,
      routes jsonb NOT NULL,
      demonstration boolean NOT NULL,
      retired boolean NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, generic_id) REFERENCES generic (facility_id, id)
    );
    CREATE INDEX product_generic ON product (facility_id, generic_id);

    CREATE TABLE pack (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      product_id uuid NOT NULL,
      size integer NOT NULL,
      gtin text,
      retired boolean NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, product_id) REFERENCES product (facility_id, id)
    );
    CREATE INDEX pack_product ON pack (facility_id, product_id);
    CREATE UNIQUE INDEX pack_gtin_key ON pack (facility_id, gtin) WHERE gtin IS NOT NULL;

    CREATE TABLE rule_pack (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      name text NOT NULL,
      version text NOT NULL,
      demonstration boolean NOT NULL,
      source text NOT NULL,
      rules integer NOT NULL,
      signed_by uuid,
      signed_at bigint,
      retired boolean NOT NULL,
      PRIMARY KEY (facility_id, id),
      CONSTRAINT rule_pack_version_key UNIQUE (facility_id, name, version)
    );
    CREATE INDEX rule_pack_retired ON rule_pack (facility_id, retired);

    CREATE TABLE interaction (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      pack_id uuid NOT NULL,
      a text NOT NULL,
      b text NOT NULL,
      severity text NOT NULL,
      evidence text NOT NULL,
      effect text NOT NULL,
      advice text NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, pack_id) REFERENCES rule_pack (facility_id, id)
    );
    CREATE INDEX interaction_a ON interaction (facility_id, a);
    CREATE INDEX interaction_b ON interaction (facility_id, b);
    CREATE INDEX interaction_pack ON interaction (facility_id, pack_id);

    CREATE TABLE cross_reaction (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      pack_id uuid NOT NULL,
      known text NOT NULL,
      suspect text NOT NULL,
      advice text NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, pack_id) REFERENCES rule_pack (facility_id, id)
    );
    CREATE INDEX cross_reaction_suspect ON cross_reaction (facility_id, suspect);
    CREATE INDEX cross_reaction_pack ON cross_reaction (facility_id, pack_id);

    CREATE TABLE dose_limit (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      pack_id uuid NOT NULL,
      atc text NOT NULL,
      route text,
      from_age integer NOT NULL,
      to_age integer,
      renal jsonb,
      per_dose jsonb,
      per_day jsonb,
      per_dose_kg jsonb,
      per_day_kg jsonb,
      per_dose_m2 jsonb,
      absolute_per_dose jsonb,
      absolute_per_day jsonb,
      advice text NOT NULL,
      PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, pack_id) REFERENCES rule_pack (facility_id, id)
    );
    CREATE INDEX dose_limit_atc ON dose_limit (facility_id, atc);
    CREATE INDEX dose_limit_pack ON dose_limit (facility_id, pack_id);
  `,
}
