import { inboxRows } from '../../../platform/sqlite/inbox-migration.ts'
import type { Migration } from '../../../platform/sqlite/migration.ts'
import { stockMigrations } from './stock.ts'

/** Rows of the pharmacy service as this workstation sees them; a test holds the columns to the kinds. */
export const pharmacyMigrations: readonly Migration[] = [
  {
    id: 'pharmacy/0001-formulary',
    service: 'pharmacy',
    sql: `
CREATE TABLE pharmacy_generic (
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
CREATE INDEX pharmacy_generic_by_atc ON pharmacy_generic (atc);
CREATE INDEX pharmacy_generic_by_name ON pharmacy_generic (name);
CREATE TABLE pharmacy_product (
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
CREATE INDEX pharmacy_product_by_generic ON pharmacy_product (generic_id);
CREATE TABLE pharmacy_pack (
  id TEXT NOT NULL PRIMARY KEY,
  product_id TEXT NOT NULL,
  size INTEGER NOT NULL,
  gtin TEXT,
  retired INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_pack_by_product ON pharmacy_pack (product_id);
CREATE INDEX pharmacy_pack_by_gtin ON pharmacy_pack (gtin);
CREATE TABLE pharmacy_rule_pack (
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
CREATE INDEX pharmacy_rule_pack_by_name ON pharmacy_rule_pack (name, version);
CREATE INDEX pharmacy_rule_pack_by_retired ON pharmacy_rule_pack (retired);
CREATE TABLE pharmacy_interaction (
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
CREATE INDEX pharmacy_interaction_by_a ON pharmacy_interaction (a);
CREATE INDEX pharmacy_interaction_by_b ON pharmacy_interaction (b);
CREATE INDEX pharmacy_interaction_by_pack ON pharmacy_interaction (pack_id);
CREATE TABLE pharmacy_cross_reaction (
  id TEXT NOT NULL PRIMARY KEY,
  pack_id TEXT NOT NULL,
  known TEXT NOT NULL,
  suspect TEXT NOT NULL,
  advice TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pharmacy_cross_reaction_by_suspect ON pharmacy_cross_reaction (suspect);
CREATE INDEX pharmacy_cross_reaction_by_pack ON pharmacy_cross_reaction (pack_id);
CREATE TABLE pharmacy_dose_limit (
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
CREATE INDEX pharmacy_dose_limit_by_atc ON pharmacy_dose_limit (atc);
CREATE INDEX pharmacy_dose_limit_by_pack ON pharmacy_dose_limit (pack_id);
`,
  },
  inboxRows('pharmacy'),
  ...stockMigrations,
]
