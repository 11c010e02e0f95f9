import type { Migration } from '../migrate.ts'

/** A service whose rows are hard to carry: texts that jsonb refuses, values without a number, values that wander. */
export const LEDGER = 'ledger'
export const ledgerMigrations: readonly Migration[] = [
  {
    id: '0001-ledger',
    sql: `
      CREATE TABLE account (id uuid PRIMARY KEY, name text NOT NULL, holds integer UNIQUE, parent uuid REFERENCES account);
      CREATE TABLE entry (
        account uuid NOT NULL REFERENCES account, n bigint NOT NULL, body json, tags text[] NOT NULL DEFAULT '{}',
        weight double precision, amount numeric, at timestamptz NOT NULL DEFAULT now(), "Odd name" bytea,
        PRIMARY KEY (account, n));
      CREATE INDEX entry_at ON entry (at);
      CREATE TABLE "order" (id integer PRIMARY KEY, entry_account uuid, entry_n bigint,
        FOREIGN KEY (entry_account, entry_n) REFERENCES entry DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE audit (seq bigint PRIMARY KEY, line text NOT NULL);
      CREATE TABLE feed_counter (facility_id integer PRIMARY KEY, ver bigint NOT NULL);
    `,
  },
]
