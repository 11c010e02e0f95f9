import pg from 'pg'

/**
 * Takes a table from the service's role, which may add to it and read it from then on, and nothing else: neither change
 * nor remove a row, nor alter or drop the table. A trigger says so to everybody, also to the owner. Can be repeated.
 * @param admin logged in as the owner to be
 */
export async function makeAppendOnly(admin: pg.Pool, of: { schema: string; role: string }, table: string) {
  const { rows } = await admin.query<{ ours: boolean }>(
    `SELECT tableowner = current_user AS ours FROM pg_tables WHERE schemaname = $1 AND tablename = $2`,
    [of.schema, table],
  )
  if (!rows[0]) return
  const schema = pg.escapeIdentifier(of.schema)
  const name = `${schema}.${pg.escapeIdentifier(table)}`
  const role = pg.escapeIdentifier(of.role)
  if (!rows[0].ours) await admin.query(`ALTER TABLE ${name} OWNER TO CURRENT_USER`)
  await admin.query(`
    REVOKE ALL ON ${name} FROM ${role};
    GRANT SELECT, INSERT ON ${name} TO ${role};
    CREATE SCHEMA IF NOT EXISTS append_only;
    CREATE OR REPLACE FUNCTION append_only.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
    CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON ${name} FOR EACH ROW EXECUTE FUNCTION append_only.refuse();
    CREATE OR REPLACE TRIGGER append_only_all BEFORE TRUNCATE ON ${name} FOR EACH STATEMENT EXECUTE FUNCTION append_only.refuse();
  `)
}

/** The schema is the owner's too: whoever owns a schema may drop what is in it. */
export async function keepSchema(admin: pg.Pool, of: { schema: string; role: string }): Promise<void> {
  const [schema, role] = [pg.escapeIdentifier(of.schema), pg.escapeIdentifier(of.role)]
  await admin.query(`ALTER SCHEMA ${schema} OWNER TO CURRENT_USER; GRANT USAGE ON SCHEMA ${schema} TO ${role};`)
}
