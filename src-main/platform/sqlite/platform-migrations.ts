import type { Migration } from './migration.ts'

/**
 * overlay: the command's effect belongs into the row tables whenever its rule allows it; it ends when the rows
 * themselves have come back from the server. number: given at first send. Rows of outbox are never reused:
 * AUTOINCREMENT, or the server would take a new command for an old one.
 */
const outbox = `
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  command_id TEXT NOT NULL UNIQUE,
  service TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  class TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  record TEXT NOT NULL,
  hash TEXT NOT NULL,
  signature TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'sent', 'accepted', 'flagged', 'rejected', 'quarantined', 'blocked')),
  overlay INTEGER NOT NULL,
  client_id TEXT,
  number INTEGER,
  ver INTEGER,
  problem TEXT,
  flags TEXT,
  answered_at INTEGER,
  durable INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX outbox_status ON outbox (service, status, seq);
CREATE INDEX outbox_status_all ON outbox (status, seq);
CREATE INDEX outbox_overlay ON outbox (service, ver) WHERE overlay = 1;
CREATE UNIQUE INDEX outbox_number ON outbox (client_id, number) WHERE number IS NOT NULL;
CREATE TABLE outbox_key (
  key TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES outbox (seq) ON DELETE CASCADE,
  written INTEGER NOT NULL,
  PRIMARY KEY (key, seq)
) WITHOUT ROWID;
CREATE INDEX outbox_key_seq ON outbox_key (seq, written);
CREATE TABLE outbox_made (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES outbox (seq) ON DELETE CASCADE,
  PRIMARY KEY (id, seq)
) WITHOUT ROWID;
CREATE INDEX outbox_made_seq ON outbox_made (seq);
CREATE TABLE outbox_wait (
  seq INTEGER NOT NULL REFERENCES outbox (seq) ON DELETE CASCADE,
  on_seq INTEGER NOT NULL REFERENCES outbox (seq) ON DELETE CASCADE,
  PRIMARY KEY (seq, on_seq)
) WITHOUT ROWID;
CREATE INDEX outbox_wait_on ON outbox_wait (on_seq);
`

/** A base image without rev: the row is absent at the server. sync_foreign: rows of kinds that this version does not know. */
const sync = `
CREATE TABLE sync_base (
  kind TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER, scope TEXT, row TEXT,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE sync_foreign (
  kind TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, scope TEXT NOT NULL, row TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE sync_service (
  service TEXT PRIMARY KEY,
  client_id TEXT NOT NULL,
  next_number INTEGER NOT NULL DEFAULT 1,
  epoch TEXT,
  cursor INTEGER,
  mismatches INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE sync_scope (
  service TEXT NOT NULL,
  scope TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('loading', 'tailing', 'ready', 'revoked')),
  sweep INTEGER NOT NULL DEFAULT 0,
  after TEXT,
  last_at INTEGER,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  rows INTEGER NOT NULL DEFAULT 0,
  a INTEGER NOT NULL DEFAULT 0,
  b INTEGER NOT NULL DEFAULT 0,
  confirmed_at INTEGER,
  refetched_at INTEGER,
  PRIMARY KEY (service, scope)
) WITHOUT ROWID;
CREATE TABLE sync_seen (
  service TEXT NOT NULL, scope TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (service, scope, kind, id)
) WITHOUT ROWID;
CREATE TABLE lease (
  service TEXT NOT NULL,
  sequence TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (sequence, first)
) WITHOUT ROWID;
`

const local = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE draft (
  user_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, saved_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key)
) WITHOUT ROWID;
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor_id TEXT,
  action TEXT NOT NULL,
  subject TEXT,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
);
`

/** Keys stand in the outbox row ([reads, writes, made]) and are indexed in memory; one index serves every question of status. */
const leanOutbox = `
ALTER TABLE outbox ADD COLUMN keys TEXT NOT NULL DEFAULT '[[],[],[]]';
UPDATE outbox SET keys = json_array(
  json((SELECT json_group_array(key) FROM outbox_key k WHERE k.seq = outbox.seq AND written = 0)),
  json((SELECT json_group_array(key) FROM outbox_key k WHERE k.seq = outbox.seq AND written = 1)),
  json((SELECT json_group_array(id) FROM outbox_made m WHERE m.seq = outbox.seq)));
DROP TABLE outbox_key;
DROP TABLE outbox_made;
DROP INDEX outbox_status;
DROP INDEX outbox_status_all;
DROP INDEX outbox_overlay;
CREATE INDEX outbox_state ON outbox (status, service, seq);
CREATE INDEX outbox_arriving ON outbox (service, ver) WHERE overlay = 1 AND ver IS NOT NULL;
`

/** A refused or blocked entry that a person has closed stays readable. */
const closedEntries = `
ALTER TABLE outbox ADD COLUMN closed_at INTEGER;
ALTER TABLE outbox ADD COLUMN closed_by TEXT;
ALTER TABLE outbox ADD COLUMN closed_reason TEXT;
`

/** Rests of number ranges that are given up here and have not reached the server yet. */
const leaseReturns = `
CREATE TABLE lease_return (
  service TEXT NOT NULL, sequence TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (service, sequence, first)
) WITHOUT ROWID;
`

/**
 * The text of an entry is what its hash covers; the columns are read from it. The chain of version 1 stays as it is.
 * audit_sent: how far the server has each chain, and what it attested about it.
 */
const auditChains = `
ALTER TABLE audit RENAME TO audit_v1;
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  chain TEXT NOT NULL,
  device TEXT NOT NULL,
  number INTEGER NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  entry TEXT NOT NULL,
  at INTEGER AS (json_extract(entry, '$.at')) VIRTUAL,
  actor_id TEXT AS (json_extract(entry, '$.actor')) VIRTUAL,
  action TEXT AS (json_extract(entry, '$.action')) VIRTUAL,
  subject TEXT AS (json_extract(entry, '$.subject')) VIRTUAL,
  detail TEXT AS (json_extract(entry, '$.detail')) VIRTUAL
);
CREATE UNIQUE INDEX audit_number ON audit (chain, number);
CREATE TABLE audit_sent (
  chain TEXT PRIMARY KEY, up_to INTEGER NOT NULL, ended INTEGER NOT NULL, anchor TEXT
) WITHOUT ROWID;
`

/**
 * paper: what is printed, as data; patient_ids: whom it speaks of. sent: given to a printer, which has not said yet what
 * became of it; unknown: and it never will. seen: somebody has read of the failure.
 */
const printing = `
CREATE TABLE print_job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  printer TEXT NOT NULL,
  paper TEXT NOT NULL,
  sheets INTEGER NOT NULL,
  patient_ids TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'acknowledged', 'failed', 'unknown', 'cancelled')),
  reason TEXT,
  ended_at INTEGER,
  seen INTEGER NOT NULL DEFAULT 0,
  reprint_of TEXT REFERENCES print_job (id) ON DELETE SET NULL,
  reprint INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX print_job_state ON print_job (state, made_at);
`

export const platformMigrations: readonly Migration[] = [
  { id: 'platform/0001-outbox', service: null, sql: outbox },
  { id: 'platform/0002-sync', service: null, sql: sync },
  { id: 'platform/0003-local', service: null, sql: local },
  { id: 'platform/0004-lean-outbox', service: null, sql: leanOutbox },
  {
    id: 'platform/0005-durable-mark',
    service: null,
    sql: 'ALTER TABLE sync_service ADD COLUMN durable INTEGER NOT NULL DEFAULT 0;',
  },
  { id: 'platform/0006-closed-entries', service: null, sql: closedEntries },
  { id: 'platform/0007-lease-returns', service: null, sql: leaseReturns },
  {
    id: 'platform/0008-deferred',
    service: null,
    sql: 'CREATE TABLE sync_deferred (name TEXT PRIMARY KEY, sql TEXT NOT NULL) WITHOUT ROWID;',
  },
  { id: 'platform/0009-audit-chains', service: null, sql: auditChains },
  // whether the server may know it, whatever happened to the queue or the server since
  {
    id: 'platform/0010-gone-out',
    service: null,
    sql: `ALTER TABLE outbox ADD COLUMN gone_out INTEGER NOT NULL DEFAULT 0;
      UPDATE outbox SET gone_out = 1 WHERE status NOT IN ('waiting', 'blocked');`,
  },
  { id: 'platform/0011-printing', service: null, sql: printing },
]
