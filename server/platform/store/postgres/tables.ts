import pg from 'pg'
import type { AnyKind } from '../../../../src-shared/kernel/kind.ts'

/** The statements of one kind's table. Column types are the database's own, read once. */
export interface KindTable {
  kind: AnyKind
  /** $1 facility, $2 ids. Cells: id, rev, scope, then the kind's columns. */
  byIds: string
  /** As `byIds`, in the order of the ids, held against other writers until the end of the transaction. */
  lock: string
  /** $1 facility, $2 JSON array of rows with `_rev` and `_scope`. */
  insert: string
  update: string
  /** $1 facility, $2 parent ids, $3 their scopes, $4 ids to leave alone; null where the scope is no parent's. */
  rescope: string | null
  /** $1 facility, $2 scope, $3 after this id or null, $4 limit. */
  page: string
  type(field: string): string
  column(field: string): string
  cells: string
  table: string
}

/** Tables of a service's kinds, by kind. */
export type Tables = ReadonlyMap<AnyKind, KindTable>

/** Reads the columns of all kinds of one service. Throws where a kind has a field without a column. */
export async function describeTables(pool: pg.Pool, kinds: readonly AnyKind[]): Promise<Tables> {
  const types = await columnTypes(pool, [...new Set(kinds.map((kind) => kind.service))])
  return new Map(kinds.map((kind) => [kind, kindTable(kind, types)]))
}

async function columnTypes(pool: pg.Pool, schemas: string[]): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ key: string; type: string }>(
    `SELECT n.nspname || '.' || c.relname || '.' || a.attname AS key, format_type(a.atttypid, a.atttypmod) AS type
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY($1) AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`,
    [schemas],
  )
  return new Map(rows.map(({ key, type }) => [key, type]))
}

const quote = pg.escapeIdentifier

function kindTable(kind: AnyKind, types: ReadonlyMap<string, string>): KindTable {
  const table = `${quote(kind.service)}.${quote(kind.table)}`
  const columnOf = (field: string) => {
    const found = kind.columns.find((column) => column.field === field)
    if (!found) throw new Error(`${kind.name} has no field ${field}`)
    return found.column
  }
  const type = (field: string) => {
    const found = types.get(`${kind.service}.${kind.table}.${columnOf(field)}`)
    if (!found) throw new Error(`the table of ${kind.name} has no column for ${field}`)
    return found
  }
  const others = kind.columns.filter(({ field }) => field !== 'id')
  const record = kind.columns.map(({ field }) => `${quote(field)} ${type(field)}`).join(', ')
  const source = `jsonb_to_recordset($2::jsonb) AS n(_rev integer, _scope text, ${record})`
  const cells = ['id', 'rev', 'scope', ...kind.columns.map(({ column }) => column)]
    .map((c) => `t.${quote(c)}`)
    .join(', ')
  const byIds = `SELECT ${cells} FROM ${table} t WHERE t.facility_id = $1 AND t.id = ANY($2::uuid[])`
  return {
    kind,
    byIds,
    lock: `${byIds} ORDER BY t.id FOR NO KEY UPDATE`,
    insert: `INSERT INTO ${table} (facility_id, rev, scope, ${kind.columns.map(({ column }) => quote(column)).join(', ')})
      SELECT $1, n._rev, n._scope, ${kind.columns.map(({ field }) => `n.${quote(field)}`).join(', ')} FROM ${source}`,
    update: `UPDATE ${table} t SET rev = n._rev, scope = n._scope
      ${others.map(({ field, column }) => `, ${quote(column)} = n.${quote(field)}`).join('')}
      FROM ${source} WHERE t.facility_id = $1 AND t.id = n.id AND t.rev = n._rev - 1`,
    rescope: kind.scope.type === 'parent' ? rescope(table, quote(columnOf(kind.scope.field)), cells) : null,
    page: `SELECT ${cells} FROM ${table} t
      WHERE t.facility_id = $1 AND t.scope = $2 AND ($3::uuid IS NULL OR t.id > $3) ORDER BY t.id LIMIT $4`,
    type,
    column: (field) => quote(columnOf(field)),
    cells,
    table,
  }
}

const rescope = (table: string, parent: string, cells: string) => `WITH moved AS (
    SELECT t.id, t.scope AS left_scope, p.scope AS to_scope FROM unnest($2::uuid[], $3::text[]) AS p(id, scope)
    JOIN ${table} t ON t.facility_id = $1 AND t.${parent} = p.id
    WHERE t.scope <> p.scope AND t.id <> ALL($4::uuid[]))
  UPDATE ${table} t SET scope = moved.to_scope FROM moved
  WHERE t.facility_id = $1 AND t.id = moved.id RETURNING ${cells}, moved.left_scope`
