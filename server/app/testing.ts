import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, dropDatabase } from '../platform/postgres/testing.ts'
import { type RunningServer, type ServerOptions, startServer } from './all-in-one.ts'

/** The whole server on a fresh database of the shared test cluster, taken by DATABASE_URL as an administrator would. */
export async function startTestServer(
  name: string,
  log: (line: Record<string, unknown>) => void = () => undefined,
  more: Pick<ServerOptions, 'tls'> = {},
): Promise<RunningServer & { dataDir: string }> {
  const database = `test_${name}_${process.pid}`
  const { host, port, user, password } = await createDatabase(database)
  const parameters = new URLSearchParams({ host: `${host}`, port: `${port}`, user: `${user}`, password: `${password}` })
  const dataDir = await mkdtemp(join(tmpdir(), 'carecode-server-'))
  const server = await startServer({
    dataDir,
    port: 0,
    env: { DATABASE_URL: `postgresql:///${database}?${parameters}` },
    log,
    ...more,
  })
  const stop = async () => {
    await server.stop()
    await dropDatabase(database)
  }
  return { ...server, stop, dataDir }
}
