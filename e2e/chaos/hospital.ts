import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { HospitalServer } from '../support/server.ts'

/** The real server with its private database, whose parts can be killed one by one. */
export class Hospital extends HospitalServer {
  readonly dataDir: string

  constructor(dataDir: string, port: number, logFile?: string) {
    super(dataDir, port, logFile)
    this.dataDir = dataDir
  }

  /** kill -9 of PostgreSQL's postmaster, which the server brings back; nothing where it is down already. */
  killDatabase(): void {
    try {
      const pid = Number.parseInt(readFileSync(join(this.dataDir, 'pg/pgdata/postmaster.pid'), 'utf8'), 10)
      if (pid > 1) process.kill(pid, 'SIGKILL')
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }

  get epoch(): string {
    return this.#kept().epoch
  }

  /** Versions of all feeds that were seen committed, together. */
  get seen(): number {
    return Object.values(this.#kept().seen).reduce((sum, ver) => sum + ver, 0)
  }

  #kept = () =>
    JSON.parse(readFileSync(join(this.dataDir, 'epoch.json'), 'utf8')) as {
      epoch: string
      seen: Record<string, number>
    }

  /** Looks into the database past the server. */
  async look<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client(this.#address())
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  #address(): pg.ClientConfig {
    const root = join(this.dataDir, 'pg')
    const elsewhere = join(root, 'socket-dir')
    const host = existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8').trim() : join(root, 'run')
    const password = readFileSync(join(root, 'superuser-password'), 'utf8').trim()
    return { host, port: 5432, user: 'carecode_admin', password, database: 'carecode' }
  }
}
