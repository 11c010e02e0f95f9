import type pg from 'pg'
import { startCluster } from './cluster.ts'
import { ClusterError } from './errors.ts'

export interface ResolvedDatabase {
  /** For `createPool` and migrations; a superuser's on the private cluster, else what DATABASE_URL grants. */
  admin: pg.PoolConfig
  /** Stops the private cluster; leaves a database named by DATABASE_URL alone. */
  stop(): Promise<void>
}

/**
 * The database of this server: the one of DATABASE_URL, or else a private cluster in `dataDir`, started and
 * supervised here; `archive` is the folder of its backups. Throws ClusterError.
 */
export async function resolveDatabase(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  log: (line: string) => void = () => undefined,
  archive?: string,
): Promise<ResolvedDatabase> {
  if (env.DATABASE_URL) {
    requirePostgresUrl(env.DATABASE_URL)
    return { admin: { connectionString: env.DATABASE_URL }, stop: async () => undefined }
  }
  const cluster = await startCluster({ dataDir, log, env, archive })
  return { admin: cluster.connection, stop: cluster.stop }
}

/** The value itself stays out of the message: it holds a password. */
function requirePostgresUrl(text: string): void {
  const protocol = URL.canParse(text) ? new URL(text).protocol : undefined
  if (protocol === 'postgresql:' || protocol === 'postgres:') return
  throw new ClusterError('PG_URL_INVALID', 'DATABASE_URL is not the address of a PostgreSQL database.')
}
