import type { Migration } from '../database/migrate.ts'

/** Rows of a service's inbox: the same table in every schema. What people typed is JSON text, which jsonb could refuse. */
export const inboxRows: Migration = {
  id: 'inbox-0001-rows',
  sql: `
    CREATE TABLE inbox_item (
      facility_id uuid NOT NULL,
      id uuid NOT NULL,
      rev integer NOT NULL,
      scope text NOT NULL,
      command_id uuid,
      command_name text NOT NULL,
      command_version bigint NOT NULL,
      cause text NOT NULL,
      problems jsonb NOT NULL,
      sides jsonb NOT NULL,
      other_id uuid,
      owner_role text NOT NULL,
      raised_at bigint NOT NULL,
      due_at bigint NOT NULL,
      subject_kind text,
      subject_id uuid,
      patient_id uuid,
      patient_name text,
      actor_id uuid,
      device_id uuid NOT NULL,
      occurred_at bigint NOT NULL,
      payload text,
      audience text NOT NULL,
      state text NOT NULL,
      closings jsonb NOT NULL,
      PRIMARY KEY (facility_id, id)
    );
    CREATE INDEX inbox_item_scope ON inbox_item (facility_id, scope, id);
  `,
}
