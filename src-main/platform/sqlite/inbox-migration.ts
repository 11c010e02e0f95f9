import type { Migration } from './migration.ts'

/** Rows of a service's inbox as this workstation sees them: the same table for every service. */
export const inboxRows = (service: string): Migration => ({
  id: `${service}/inbox-0001-rows`,
  service,
  sql: `
CREATE TABLE ${service}_inbox_item (
  id TEXT NOT NULL PRIMARY KEY,
  command_id TEXT,
  command_name TEXT NOT NULL,
  command_version INTEGER NOT NULL,
  cause TEXT NOT NULL,
  problems TEXT NOT NULL,
  sides TEXT NOT NULL,
  other_id TEXT,
  owner_role TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  subject_kind TEXT,
  subject_id TEXT,
  patient_id TEXT,
  patient_name TEXT,
  actor_id TEXT,
  device_id TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  payload TEXT,
  audience TEXT NOT NULL,
  state TEXT NOT NULL,
  closings TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ${service}_inbox_item_open ON ${service}_inbox_item (due_at) WHERE state = 'open';
`,
})
