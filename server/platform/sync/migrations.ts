import type { Migration } from '../database/migrate.ts'

/**
 * What every service keeps beside its own rows; the first steps of every schema. Problems, flags and commands are
 * `json`, not `jsonb`: word for word, and a text may hold what jsonb refuses (a NUL, half a surrogate pair).
 */
const sync: Migration = {
  id: 'platform-0001-sync',
  sql: `
    CREATE TABLE feed_counter (
      facility_id uuid PRIMARY KEY,
      ver bigint NOT NULL
    );
    CREATE TABLE feed (
      facility_id uuid NOT NULL,
      ver bigint NOT NULL,
      seq integer NOT NULL,
      op text NOT NULL CHECK (op IN ('put', 'del')),
      kind text NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      "row" jsonb,
      PRIMARY KEY (facility_id, ver, seq)
    );
    CREATE TABLE feed_scope (
      facility_id uuid NOT NULL,
      scope text NOT NULL,
      "rows" bigint NOT NULL,
      a bigint NOT NULL,
      b bigint NOT NULL,
      PRIMARY KEY (facility_id, scope)
    );
    CREATE TABLE client (
      facility_id uuid NOT NULL,
      client_id uuid NOT NULL,
      device_id uuid NOT NULL,
      last_number bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (facility_id, client_id)
    );
    CREATE TABLE outcome (
      facility_id uuid NOT NULL,
      command_id uuid NOT NULL,
      hash text NOT NULL,
      number bigint NOT NULL,
      status text NOT NULL,
      ver bigint NOT NULL,
      problem json,
      flags json NOT NULL,
      result json NOT NULL,
      PRIMARY KEY (facility_id, command_id)
    );
    CREATE TABLE kept_command (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      client_id uuid,
      number bigint,
      command_id uuid,
      device_id uuid NOT NULL,
      status text NOT NULL,
      problem json,
      flags json NOT NULL,
      body json NOT NULL,
      body_hash text NOT NULL,
      received_at bigint NOT NULL,
      PRIMARY KEY (facility_id, id)
    );
    CREATE INDEX kept_command_client ON kept_command (facility_id, client_id, number);
    CREATE TABLE audit (
      facility_id uuid NOT NULL,
      device_id uuid NOT NULL,
      seq bigint NOT NULL,
      prev text NOT NULL,
      hash text NOT NULL,
      entry text NOT NULL,
      PRIMARY KEY (facility_id, device_id, seq)
    );
    CREATE TABLE audit_head (
      facility_id uuid NOT NULL,
      device_id uuid NOT NULL,
      seq bigint NOT NULL,
      hash text NOT NULL,
      PRIMARY KEY (facility_id, device_id)
    );
    CREATE TABLE number_block (
      facility_id uuid NOT NULL,
      sequence text NOT NULL,
      epoch text NOT NULL,
      position integer NOT NULL,
      next bigint NOT NULL,
      lost_from bigint NOT NULL,
      lost_to bigint NOT NULL,
      PRIMARY KEY (facility_id, sequence, epoch),
      UNIQUE (facility_id, sequence, position)
    );
    CREATE TABLE number_lease (
      facility_id uuid NOT NULL,
      sequence text NOT NULL,
      first bigint NOT NULL,
      last bigint NOT NULL,
      device_id uuid NOT NULL,
      client_id uuid NOT NULL,
      epoch text NOT NULL,
      lent_at bigint NOT NULL,
      PRIMARY KEY (facility_id, sequence, first)
    );
    CREATE INDEX number_lease_device ON number_lease (facility_id, device_id, sequence, first);
    CREATE TABLE consumer_cursor (
      facility_id uuid NOT NULL,
      consumer text NOT NULL,
      ver bigint NOT NULL,
      PRIMARY KEY (facility_id, consumer)
    );
  `,
}

/** feed_reader: where each workstation's queue was when it last asked, as of the last compaction. */
export const compaction: Migration = {
  id: 'platform-0002-compaction',
  sql: `
    CREATE TABLE feed_horizon (facility_id uuid PRIMARY KEY, ver bigint NOT NULL);
    CREATE TABLE feed_mark (
      facility_id uuid NOT NULL,
      ver bigint NOT NULL,
      at bigint NOT NULL,
      PRIMARY KEY (facility_id, ver)
    );
    CREATE TABLE feed_reader (
      facility_id uuid NOT NULL,
      client_id uuid NOT NULL,
      cursor bigint NOT NULL,
      at bigint NOT NULL,
      PRIMARY KEY (facility_id, client_id)
    );
  `,
}

/** What every schema began with. A later step goes to the end of each service's list: order is part of the record. */
export const platformMigrations: readonly Migration[] = [sync]
