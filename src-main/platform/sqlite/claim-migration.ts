import { snake } from '../../../src-shared/kernel/kind.ts'
import type { Migration } from './migration.ts'

const local = `
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0`

/** The three tables of a claim pool as this workstation sees them. */
export function claimRows(service: string, pool: string): Migration {
  const table = `${service}_${snake(pool)}`
  return {
    id: `${service}/claims-0001-${snake(pool)}`,
    service,
    sql: `
CREATE TABLE ${table} (
  id TEXT NOT NULL PRIMARY KEY,
  free INTEGER NOT NULL,
  suspense INTEGER NOT NULL,
  par INTEGER NOT NULL,${local}
);
CREATE TABLE ${table}_escrow (
  id TEXT NOT NULL PRIMARY KEY,
  key_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,${local}
);
CREATE INDEX ${table}_escrow_by_holder ON ${table}_escrow (key_id, device_id);
CREATE INDEX ${table}_escrow_by_device ON ${table}_escrow (device_id);
CREATE TABLE ${table}_movement (
  id TEXT NOT NULL PRIMARY KEY,
  key_id TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  device_id TEXT,
  reason TEXT,
  command_id TEXT NOT NULL,
  at INTEGER NOT NULL,${local}
);
CREATE INDEX ${table}_movement_by_key ON ${table}_movement (key_id);
`,
  }
}
