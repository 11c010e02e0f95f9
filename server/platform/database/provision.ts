import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { holdPlace, requireHere } from './place.ts'
import { transaction } from './transaction.ts'

export interface ProvisionedService {
  /** Named as the service. */
  schema: string
  /** Logs in, owns its schema and may look into no other. */
  role: string
  password: string
}

/**
 * Makes the schema and the role of a service, or gives the role the password again. The role is named after the
 * database too, because roles belong to the whole cluster.
 * @param admin a pool that may create roles and schemas
 * @param password kept by the caller; left out: a new random one
 * @throws ClusterError SERVICE_MOVED, SERVICE_MOVING: it must not come back to a place that it has left
 */
export async function provisionService(
  admin: pg.Pool,
  service: string,
  password: string = randomBytes(32).toString('base64url'),
): Promise<ProvisionedService> {
  return transaction(admin, async (client) => {
    // in one transaction with the right to log in, which a move takes away
    await holdPlace(client, service)
    await requireHere(client, service)
    return makeRole(client, service, password)
  })
}

/** The same for a service that arrives. */
export async function makeRole(admin: pg.ClientBase, service: string, password: string): Promise<ProvisionedService> {
  const { rows } = await admin.query<{ name: string }>('SELECT current_database() AS name')
  const database = rows[0]?.name ?? ''
  const role = `${database}_${service}`.slice(0, 63)
  const [schemaSql, roleSql] = [pg.escapeIdentifier(service), pg.escapeIdentifier(role)]
  const known = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
  if (known.rowCount === 0) await admin.query(`CREATE ROLE ${roleSql}`)
  await admin.query(`ALTER ROLE ${roleSql} LOGIN PASSWORD ${pg.escapeLiteral(password)}`)
  await admin.query(`GRANT ${roleSql} TO CURRENT_USER`)
  await admin.query(`CREATE SCHEMA IF NOT EXISTS ${schemaSql} AUTHORIZATION ${roleSql}`)
  await admin.query(`REVOKE ALL ON SCHEMA ${schemaSql} FROM PUBLIC`)
  await admin.query(`ALTER ROLE ${roleSql} IN DATABASE ${pg.escapeIdentifier(database)} SET search_path = ${schemaSql}`)
  return { schema: service, role, password }
}
