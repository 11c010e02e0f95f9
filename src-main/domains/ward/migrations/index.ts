import { inboxRows } from '../../../platform/sqlite/inbox-migration.ts'
import type { Migration } from '../../../platform/sqlite/migration.ts'
import { fluids } from './fluids.ts'
import { infusions } from './infusions.ts'
import { medicines } from './medicines.ts'
import { orderChanges } from './order-changes.ts'
import { orders } from './orders.ts'

/** Rows of the ward service as this workstation sees them; a test holds the columns to the kinds. */
export const wardMigrations: readonly Migration[] = [
  {
    id: 'ward/0001-rows',
    service: 'ward',
    sql: `
CREATE TABLE ward_admission (
  id TEXT NOT NULL PRIMARY KEY,
  patient_id TEXT NOT NULL,
  bht TEXT NOT NULL,
  ward_id TEXT NOT NULL,
  bed_id TEXT,
  admitted_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  consultant TEXT,
  isolation TEXT NOT NULL,
  spo2_scale INTEGER NOT NULL,
  spo2_scale_by TEXT,
  pregnant INTEGER NOT NULL,
  observe_every_minutes INTEGER,
  status TEXT NOT NULL,
  stages TEXT NOT NULL,
  discharged_at INTEGER,
  last_vitals_at INTEGER,
  source_id TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_admission_by_patient ON ward_admission (patient_id);
CREATE INDEX ward_admission_by_ward ON ward_admission (ward_id, status);
CREATE TABLE ward_bed (
  id TEXT NOT NULL PRIMARY KEY,
  ward_id TEXT NOT NULL,
  room_id TEXT NOT NULL,
  label TEXT NOT NULL,
  position INTEGER NOT NULL,
  state TEXT NOT NULL,
  admission_id TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_bed_by_ward ON ward_bed (ward_id, state);
CREATE INDEX ward_bed_by_admission ON ward_bed (admission_id);
CREATE TABLE ward_room (
  id TEXT NOT NULL PRIMARY KEY,
  ward_id TEXT NOT NULL,
  name TEXT NOT NULL,
  isolation INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_room_by_ward ON ward_room (ward_id);
CREATE TABLE ward_transfer (
  id TEXT NOT NULL PRIMARY KEY,
  admission_id TEXT NOT NULL,
  from_ward_id TEXT NOT NULL,
  from_bed_id TEXT,
  to_ward_id TEXT NOT NULL,
  to_bed_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  reason TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_transfer_by_admission ON ward_transfer (admission_id);
CREATE TABLE ward_vitals (
  id TEXT NOT NULL PRIMARY KEY,
  patient_id TEXT NOT NULL,
  admission_id TEXT,
  taken_at INTEGER NOT NULL,
  taken_by TEXT NOT NULL,
  respiration_rate REAL,
  spo2 REAL,
  on_oxygen INTEGER,
  oxygen_flow REAL,
  systolic REAL,
  diastolic REAL,
  pulse REAL,
  consciousness TEXT,
  temperature REAL,
  pain_score REAL,
  weight_kg REAL,
  height_cm REAL,
  spo2_scale INTEGER NOT NULL,
  news2 INTEGER,
  others TEXT NOT NULL,
  status TEXT NOT NULL,
  error_reason TEXT,
  error_by TEXT,
  error_at INTEGER,
  source_id TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_vitals_by_admission ON ward_vitals (admission_id, taken_at);
CREATE INDEX ward_vitals_by_patient ON ward_vitals (patient_id, taken_at);
CREATE TABLE ward_ward (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  specialty TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ward_ward_by_code ON ward_ward (code);
CREATE TABLE ward_patient (
  id TEXT NOT NULL PRIMARY KEY,
  phn TEXT NOT NULL,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  title TEXT,
  sex TEXT NOT NULL,
  birth_date TEXT,
  deceased_at INTEGER,
  resolved INTEGER NOT NULL,
  ward_id TEXT,
  admission_id TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
`,
  },
  inboxRows('ward'),
  medicines,
  orders,
  fluids,
  infusions,
  orderChanges,
]
