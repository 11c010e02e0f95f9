import { inboxRows } from '../../../platform/sqlite/inbox-migration.ts'
import type { Migration } from '../../../platform/sqlite/migration.ts'
import { patientSearch, patientSearchFill } from './patient-search.ts'

/** Rows of the patients service as this workstation sees them; a test holds the columns to the kinds. */
export const patientsMigrations: readonly Migration[] = [
  {
    id: 'patients/0001-rows',
    service: 'patients',
    sql: `
CREATE TABLE patients_allergy (
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
CREATE INDEX patients_allergy_by_patient ON patients_allergy (patient_id);
CREATE TABLE patients_condition (
  id TEXT NOT NULL PRIMARY KEY,
  patient_id TEXT NOT NULL,
  code TEXT,
  display TEXT NOT NULL,
  clinical_status TEXT,
  onset_at INTEGER,
  abated_at INTEGER,
  source_id TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX patients_condition_by_patient ON patients_condition (patient_id);
CREATE TABLE patients_encounter (
  id TEXT NOT NULL PRIMARY KEY,
  patient_id TEXT NOT NULL,
  class TEXT NOT NULL,
  type TEXT,
  reason TEXT,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  source_id TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX patients_encounter_by_patient ON patients_encounter (patient_id);
CREATE TABLE patients_patient (
  search_id INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  phn TEXT NOT NULL,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  title TEXT,
  sex TEXT NOT NULL,
  birth_date TEXT,
  birth_date_estimated INTEGER NOT NULL,
  nic TEXT,
  phone TEXT,
  locality TEXT,
  next_of_kin_name TEXT,
  next_of_kin_phone TEXT,
  identity TEXT NOT NULL,
  mother_id TEXT,
  birth_order INTEGER,
  allergy_status TEXT NOT NULL,
  deceased_at INTEGER,
  status TEXT NOT NULL,
  merged_into TEXT,
  registered_at INTEGER NOT NULL,
  source_id TEXT,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX patients_patient_by_phn ON patients_patient (phn);
CREATE INDEX patients_patient_by_nic ON patients_patient (nic);
CREATE INDEX patients_patient_by_source ON patients_patient (source_id);
CREATE INDEX patients_patient_phone ON patients_patient (phone);
CREATE INDEX patients_patient_birth_date ON patients_patient (birth_date);
CREATE INDEX patients_patient_family ON patients_patient (family_name COLLATE NOCASE, given_name COLLATE NOCASE);
`,
  },
  { id: 'patients/0002-search', service: 'patients', sql: patientSearch, derived: patientSearchFill },
  inboxRows('patients'),
]
