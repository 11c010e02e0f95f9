import type pg from 'pg'
import { ClusterError } from '../../postgres/errors.ts'
import { quoted, type Table } from './tables.ts'

/** How long a statement that needs a table for itself may keep others waiting, before it steps back and tries again. */
const WAIT = '500ms'
const TRIES = 60

const nameOf = (service: string, { name }: Table) => `carecode_move.${quoted(`note ${service} ${name}`)}`

/** From now on every changed row of the service is noted by its key, inside the transaction that changes it. */
export async function beginCapture(source: pg.ClientBase, service: string, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    await source.query(functionOf(service, table))
    await patiently(
      source,
      `CREATE OR REPLACE TRIGGER carecode_move AFTER INSERT OR UPDATE OR DELETE ON ${table.sql}
      FOR EACH ROW EXECUTE FUNCTION ${nameOf(service, table)}()`,
    )
  }
}

export async function endCapture(source: pg.ClientBase, service: string, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    await patiently(source, `DROP TRIGGER IF EXISTS carecode_move ON ${table.sql}`)
    await source.query(`DROP FUNCTION IF EXISTS ${nameOf(service, table)}()`)
  }
  await source.query('DELETE FROM carecode_move.changed WHERE service = $1', [service])
}

/** Its owner's rights: the service's role may not even see the list. Keys alone, as text: a row may hold what fits nowhere else. */
function functionOf(service: string, table: Table): string {
  const key = (row: 'OLD' | 'NEW') => `ARRAY[${table.key.map((column) => `${row}.${quoted(column)}::text`).join(', ')}]`
  const note = (row: 'OLD' | 'NEW') =>
    `INSERT INTO carecode_move.changed (service, table_name, key) VALUES (TG_TABLE_SCHEMA, TG_TABLE_NAME, ${key(row)});`
  return `CREATE OR REPLACE FUNCTION ${nameOf(service, table)}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$ BEGIN
      IF TG_OP <> 'INSERT' THEN ${note('OLD')} END IF;
      IF TG_OP = 'INSERT' THEN ${note('NEW')}
      ELSIF TG_OP = 'UPDATE' THEN IF ${key('OLD')} <> ${key('NEW')} THEN ${note('NEW')} END IF;
      END IF;
      RETURN NULL; END $$`
}

async function patiently(client: pg.ClientBase, statement: string): Promise<void> {
  await client.query(`SET lock_timeout = '${WAIT}'`)
  try {
    for (let tries = 1; ; tries++) {
      try {
        await client.query(statement)
        return
      } catch (error) {
        if ((error as { code?: string }).code !== '55P03') throw error
        if (tries >= TRIES)
          throw new ClusterError('MOVE_FENCE', 'A transaction holds a table for half a minute already.', {
            cause: error,
          })
      }
    }
  } finally {
    await client.query('RESET lock_timeout').catch(() => undefined)
  }
}
