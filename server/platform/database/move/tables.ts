import pg from 'pg'

export interface Table {
  /** As it stands in the schema, not quoted. */
  name: string
  /** Quoted, with its schema. */
  sql: string
  columns: readonly { name: string; type: string }[]
  key: readonly string[]
}

export const quoted = pg.escapeIdentifier

/** Every table of a service, in one order. @throws Error where there is what this move does not carry over */
export async function tablesOf(client: pg.ClientBase, service: string): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; kind: string; columns: Table['columns']; key: string[] | null }>(
    `SELECT c.relname AS name, c.relkind AS kind,
      (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      (SELECT json_agg(a.attname ORDER BY k.n) FROM pg_index i
        CROSS JOIN unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(num, n)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind NOT IN ('i', 't', 'c') ORDER BY c.relname`,
    [service],
  )
  return rows.map(({ name, kind, columns, key }) => {
    // a sequence, a view, a table without a key: the product has none, and a move would lose or double something
    if (kind !== 'r' || key === null) throw new Error(`${service}.${name} is no table with a primary key`)
    return { name, sql: `${quoted(service)}.${quoted(name)}`, columns, key }
  })
}

export interface Reference {
  table: string
  name: string
  definition: string
}

export async function referencesOf(client: pg.ClientBase, service: string): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `SELECT t.relname AS "table", c.conname AS name, pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE n.nspname = $1 AND c.contype = 'f' ORDER BY 1, 2`,
    [service],
  )
  return rows
}

/** Rows come and go out of order while they are copied; they are proved at the end. */
export async function dropReferences(target: pg.ClientBase, service: string): Promise<void> {
  for (const { table, name } of await referencesOf(target, service))
    await target.query(`ALTER TABLE ${quoted(service)}.${quoted(table)} DROP CONSTRAINT ${quoted(name)}`)
}

/** Those of the source that are missing; each proves every row. */
export async function addReferences(target: pg.ClientBase, service: string, wanted: readonly Reference[]) {
  const there = new Set((await referencesOf(target, service)).map(({ table, name }) => `${table} ${name}`))
  for (const { table, name, definition } of wanted)
    if (!there.has(`${table} ${name}`))
      await target.query(`ALTER TABLE ${quoted(service)}.${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`)
}
