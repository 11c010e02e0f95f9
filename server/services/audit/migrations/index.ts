import type { Migration } from '../../../platform/database/migrate.ts'

/**
 * Rows are only ever added. link: what the workstations recorded, word for word in `entry`; the other columns are read
 * from it, for searching, and empty where it could not be read. Times are epoch ms.
 */
const entries: Migration = {
  id: '0001-entries',
  sql: `
    CREATE TABLE chain (
      facility_id uuid NOT NULL,
      device_id uuid NOT NULL,
      chain text NOT NULL,
      public_key text NOT NULL,
      begun_at bigint NOT NULL,
      PRIMARY KEY (facility_id, device_id, chain)
    );
    CREATE TABLE link (
      facility_id uuid NOT NULL,
      device_id uuid NOT NULL,
      chain text NOT NULL,
      seq bigint NOT NULL,
      prev text NOT NULL,
      hash text NOT NULL,
      entry text NOT NULL,
      received_at bigint NOT NULL,
      at bigint,
      actor text,
      action text,
      subject text,
      ward text,
      patients text[] NOT NULL DEFAULT '{}',
      PRIMARY KEY (facility_id, device_id, chain, seq)
    );
    CREATE INDEX link_at ON link (facility_id, at, device_id, chain, seq);
    CREATE INDEX link_actor ON link (facility_id, actor, at);
    CREATE INDEX link_patients ON link USING gin (patients);
    CREATE TABLE head (
      facility_id uuid NOT NULL,
      device_id uuid NOT NULL,
      chain text NOT NULL,
      seq bigint NOT NULL,
      hash text NOT NULL,
      signature text NOT NULL,
      received_at bigint NOT NULL,
      PRIMARY KEY (facility_id, device_id, chain, seq)
    );
    CREATE TABLE anchor (
      facility_id uuid NOT NULL,
      "of" text NOT NULL,
      device_id uuid NOT NULL,
      chain text NOT NULL,
      seq bigint NOT NULL,
      hash text NOT NULL,
      at bigint NOT NULL,
      signature text NOT NULL,
      PRIMARY KEY (facility_id, "of", device_id, chain, seq)
    );
  `,
}

const breakGlass: Migration = {
  id: '0002-break-glass',
  sql: `CREATE INDEX link_glass ON link (facility_id, at)
    WHERE (action LIKE 'command:identity.breakGlass@%' OR entry LIKE '%"by":"breakGlass"%');`,
}

export const auditMigrations: readonly Migration[] = [entries, breakGlass]
export const APPEND_ONLY = ['chain', 'link', 'head', 'anchor'] as const
