import type { Migration } from '../../../platform/sqlite/migration.ts'

/** What the ward keeps of the pharmacy's formulary and of its patients' allergies. */
export const medicines: Migration = {
  id: 'ward/0002-medicines',
  service: 'ward',
  sql: `
CREATE TABLE ward_generic (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  ingredients TEXT NOT NULL,
  atc TEXT NOT NULL,
  tall_man TEXT,
  look_alikes TEXT NOT NULL,
  high_alert TEXT,
  controlled INTEGER NOT NULL,
  time_critical INTEGER NOT NULL,
  hold_below TEXT,
  demonstration INTEGER NOT NULL,
  retired INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_generic_by_atc ON ward_generic (atc);
CREATE INDEX ward_generic_by_name ON ward_generic (name);
CREATE TABLE ward_product (
  id TEXT NOT NULL PRIMARY KEY,
  generic_id TEXT NOT NULL,
  brand TEXT,
  form TEXT NOT NULL,
  unit TEXT NOT NULL,
  strengths TEXT NOT NULL,
  per TEXT NOT NULL,
  routes TEXT NOT NULL,
  demonstration INTEGER NOT NULL,
  retired INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_product_by_generic ON ward_product (generic_id);
CREATE TABLE ward_rule_pack (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  demonstration INTEGER NOT NULL,
  source TEXT NOT NULL,
  rules INTEGER NOT NULL,
  signed_by TEXT,
  signed_at INTEGER,
  retired INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_rule_pack_by_name ON ward_rule_pack (name, version);
CREATE INDEX ward_rule_pack_by_retired ON ward_rule_pack (retired);
CREATE TABLE ward_interaction (
  id TEXT NOT NULL PRIMARY KEY,
  pack_id TEXT NOT NULL,
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  severity TEXT NOT NULL,
  evidence TEXT NOT NULL,
  effect TEXT NOT NULL,
  advice TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_interaction_by_a ON ward_interaction (a);
CREATE INDEX ward_interaction_by_b ON ward_interaction (b);
CREATE INDEX ward_interaction_by_pack ON ward_interaction (pack_id);
CREATE TABLE ward_cross_reaction (
  id TEXT NOT NULL PRIMARY KEY,
  pack_id TEXT NOT NULL,
  known TEXT NOT NULL,
  suspect TEXT NOT NULL,
  advice TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_cross_reaction_by_suspect ON ward_cross_reaction (suspect);
CREATE INDEX ward_cross_reaction_by_pack ON ward_cross_reaction (pack_id);
CREATE TABLE ward_dose_limit (
  id TEXT NOT NULL PRIMARY KEY,
  pack_id TEXT NOT NULL,
  atc TEXT NOT NULL,
  route TEXT,
  from_age INTEGER NOT NULL,
  to_age INTEGER,
  renal TEXT,
  per_dose TEXT,
  per_day TEXT,
  per_dose_kg TEXT,
  per_day_kg TEXT,
  per_dose_m2 TEXT,
  absolute_per_dose TEXT,
  absolute_per_day TEXT,
  advice TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_dose_limit_by_atc ON ward_dose_limit (atc);
CREATE INDEX ward_dose_limit_by_pack ON ward_dose_limit (pack_id);
CREATE TABLE ward_allergy (
  id TEXT NOT NULL PRIMARY KEY,
  patient_id TEXT NOT NULL,
  substance TEXT NOT NULL,
  code TEXT,
  reaction TEXT,
  severity TEXT,
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  status TEXT NOT NULL,
  error_reason TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_allergy_by_patient ON ward_allergy (patient_id);
`,
}
