import { snake } from '../../../src-shared/kernel/kind.ts'
import type { Migration } from '../database/migrate.ts'

const row = `
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,`

/** The three tables of a claim pool, in the service's schema. What the rules promise, the database holds to as well. */
export const claimRows = (pool: string): Migration => {
  const table = snake(pool)
  const ofKey = `PRIMARY KEY (facility_id, id),
      FOREIGN KEY (facility_id, key_id) REFERENCES ${table} (facility_id, id)`
  return {
    id: `claims-0001-${table}`,
    sql: `
    CREATE TABLE ${table} (${row}
      free bigint NOT NULL CHECK (free >= 0),
      suspense bigint NOT NULL,
      par bigint NOT NULL CHECK (par >= 0),
      PRIMARY KEY (facility_id, id)
    );
    CREATE INDEX ${table}_scope ON ${table} (facility_id, scope, id);
    CREATE TABLE ${table}_escrow (${row}
      key_id uuid NOT NULL,
      device_id uuid NOT NULL,
      quantity bigint NOT NULL CHECK (quantity >= 0),
      ${ofKey},
      CONSTRAINT ${table}_escrow_holder UNIQUE (facility_id, key_id, device_id)
    );
    CREATE INDEX ${table}_escrow_device ON ${table}_escrow (facility_id, device_id);
    CREATE INDEX ${table}_escrow_scope ON ${table}_escrow (facility_id, scope, id);
    CREATE TABLE ${table}_movement (${row}
      key_id uuid NOT NULL,
      source text NOT NULL,
      target text NOT NULL,
      quantity bigint NOT NULL CHECK (quantity > 0),
      device_id uuid,
      reason text,
      command_id uuid NOT NULL,
      at bigint NOT NULL,
      ${ofKey}
    );
    CREATE INDEX ${table}_movement_key ON ${table}_movement (facility_id, key_id);
    CREATE INDEX ${table}_movement_scope ON ${table}_movement (facility_id, scope, id);
  `,
  }
}
