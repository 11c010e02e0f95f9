import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Connection, startCluster } from './cluster.ts'
import { SUPERUSER } from './data.ts'
import { ClusterError } from './errors.ts'
import { layoutOf, readPassword } from './layout.ts'

export interface FoundCluster {
  connection: Connection
  pgdata: string
  /** Stops it where it was started for this. */
  leave(): Promise<void>
}

/**
 * The private database in `dataDir`, running under its server or started for this. `archive` is the folder of its
 * backups: a start without it leaves a gap in the log that is kept there. Throws ClusterError.
 */
export async function joinCluster(
  dataDir: string,
  log: (line: string) => void,
  archive?: string,
): Promise<FoundCluster> {
  const layout = layoutOf(dataDir)
  if (!existsSync(layout.pgdata))
    throw new ClusterError('PG_DATA_DIR_UNUSABLE', `There is no database in ${layout.root}.`, {
      remedy: 'Name the data folder of the server with --data-dir.',
    })
  const running = await runningConnection(dataDir)
  if (running) return { connection: running, pgdata: layout.pgdata, leave: async () => undefined }
  const cluster = await startCluster({ dataDir, log, archive })
  return { connection: cluster.connection, pgdata: layout.pgdata, leave: cluster.stop }
}

async function runningConnection(dataDir: string): Promise<Connection | null> {
  const layout = layoutOf(dataDir)
  const place = postmasterPlace(layout.pgdata)
  const password = readPassword(layout)
  if (!place || !password) return null
  const connection = { ...place, user: SUPERUSER, password, database: 'carecode' }
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return connection
  } catch {
    return null
  }
}

/** As PostgreSQL writes it down: lines 4 to 6 are port, socket folder and address. */
function postmasterPlace(pgdata: string): { host: string; port: number } | null {
  try {
    const [, , , port, sockets, address] = readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n')
    const host = sockets || address
    return host ? { host, port: Number(port) } : null
  } catch {
    return null
  }
}
