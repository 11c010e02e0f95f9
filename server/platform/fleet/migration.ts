import type { Migration } from '../database/migrate.ts'

/** What each workstation told this service last. Times are epoch ms. */
export const stationStates: Migration = {
  id: 'platform-0002-stations',
  sql: `
    CREATE TABLE station_state (
      facility_id uuid NOT NULL,
      device_id uuid NOT NULL,
      last_contact_at bigint NOT NULL,
      version text,
      cursor bigint,
      queue integer,
      oldest_unsent_at bigint,
      refused integer,
      clock_skew_ms bigint,
      rebuilding boolean NOT NULL DEFAULT false,
      rebuilt uuid,
      PRIMARY KEY (facility_id, device_id)
    );
  `,
}

export const stationMismatches: Migration = {
  id: 'platform-0003-mismatches',
  sql: 'ALTER TABLE station_state ADD COLUMN mismatches integer;',
}
