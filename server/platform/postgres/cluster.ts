import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { archiveSettings } from './archive.ts'
import { findBinaries } from './binaries.ts'
import { ensureData, majorOf, SUPERUSER } from './data.ts'
import { createLauncher, firstClosedDir, identityFor } from './launcher.ts'
import { chooseEndpoint, layoutOf, prepareRoot, unusable } from './layout.ts'
import { claim, recordPostmaster, release, settlePostmaster } from './owner.ts'
import {
  ensureDatabase,
  type Postmaster,
  type Site,
  startPostmaster,
  stopByControl,
  waitUntilReady,
} from './postmaster.ts'
import { reachableBinaries } from './reachable.ts'

export interface ClusterOptions {
  /** The cluster's own directory; made when absent. Nothing else may be kept in it. */
  dataDir: string
  /** Takes the database's log and what supervision does, a line at a time. */
  log?: (line: string) => void
  /** Read for PG_BIN; the process's own by default. */
  env?: NodeJS.ProcessEnv
  /** Folder of backups, where every finished segment of the write-ahead log is kept; left out: none is kept. */
  archive?: string | undefined
  /** More settings of PostgreSQL, `name=value`. */
  settings?: readonly string[]
}

/** What `pg` needs to connect; `host` is a socket directory where there are Unix sockets. */
export interface Connection {
  host: string
  port: number
  user: string
  password: string
  database: string
}

export interface Cluster {
  connection: Connection
  /** The same as `postgresql://…`; holds the password. */
  url: string
  /** Of the running PostgreSQL, such as `18.4`. */
  version: string
  /** False while the database is down and supervision is bringing it back. */
  alive(): boolean
  /** Fast shutdown: what was committed stays. Safe to call twice. */
  stop(): Promise<void>
}

const DATABASE = 'carecode'
const FIRST_BACKOFF_MS = 250
/** Workstations wait for it: what keeps it down may be mended at any moment. */
const LONGEST_BACKOFF_MS = 10_000

/**
 * Starts the private PostgreSQL of this server and supervises it; the first start makes the data. Call it from the
 * main thread only (see launcher.ts). Throws ClusterError; nothing is left running then.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const log = options.log ?? (() => undefined)
  const layout = layoutOf(options.dataDir)
  const identity = identityFor(layout.pgdata)
  const binaries = reachableBinaries(findBinaries(options.env ?? process.env), identity)
  prepareRoot(layout, identity)
  const passed = [
    binaries.postgres,
    layout.pgdata,
    ...(options.archive === undefined ? [] : [join(options.archive, 'wal')]),
  ]
  const closed = passed.map((path) => firstClosedDir(path, identity)).find((dir) => dir !== undefined)
  if (closed)
    log(`${closed} is closed to the database's account, which is given the right to pass (CAP_DAC_READ_SEARCH).`)
  const launcher = createLauncher(identity, closed !== undefined)
  const major = await majorOf(binaries, launcher)
  const last = claim(layout)
  try {
    const password = await ensureData(layout, binaries, launcher, major)
    const endpoint = await chooseEndpoint(layout, identity)
    const archive = options.archive === undefined ? [] : archiveSettings(options.archive, layout.pgdata, identity)
    const settings = [...(options.settings ?? []), ...archive]
    const site: Site = { layout, binaries, launcher, endpoint, log, settings }
    await settlePostmaster(layout, endpoint.socketDir, last, (pid) => stopOrphan(site, pid))
    const { host, port } = endpoint
    return await supervise(site, { host, port, user: SUPERUSER, password, database: DATABASE })
  } catch (error) {
    release(layout)
    throw isDiskError(error) ? unusable(layout.root, error) : error
  }
}

function isDiskError(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')
}

async function stopOrphan(site: Site, pid: number): Promise<void> {
  site.log(`The database of an earlier run (process id ${pid}) is still there; it is shut down first.`)
  if (process.platform === 'win32') await stopByControl(site)
  else process.kill(pid, 'SIGINT')
}

async function supervise(site: Site, connection: Connection): Promise<Cluster> {
  const halt = new AbortController()
  const maintenance = { ...connection, database: 'postgres' }
  let current: Postmaster | undefined
  let ready = false

  async function bringUp(): Promise<string> {
    const postmaster = await startPostmaster(site)
    current = postmaster
    try {
      recordPostmaster(site.layout, postmaster.pid)
      const version = await waitUntilReady(postmaster, maintenance)
      ready = true
      void postmaster.ended.then(onEnd)
      return version
    } catch (error) {
      await postmaster.stop()
      throw error
    }
  }

  function onEnd(how: string): void {
    ready = false
    current = undefined
    if (halt.signal.aborted) return
    site.log(`The database ended unexpectedly (${how}); it is started again.`)
    recovery = bringBack()
  }

  async function bringBack(): Promise<void> {
    for (let backoff = FIRST_BACKOFF_MS; !halt.signal.aborted; backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS)) {
      await pause(backoff, undefined, { signal: halt.signal }).catch(() => undefined)
      if (halt.signal.aborted) return
      try {
        await bringUp()
        return site.log('The database is back.')
      } catch (error) {
        site.log(`The database could not be started again: ${(error as Error).message}`)
      }
    }
  }

  let recovery: Promise<void> = Promise.resolve()
  // where the kernel does not tie the database to us, an ordinary exit still takes it along
  const lastWish = () => void current?.stop()
  process.once('exit', lastWish)

  async function stop(): Promise<void> {
    halt.abort()
    process.off('exit', lastWish)
    await current?.stop()
    await recovery
    await current?.stop()
    release(site.layout)
  }

  try {
    const version = await bringUp()
    await ensureDatabase(maintenance, connection.database)
    return { connection, url: urlOf(connection), version, alive: () => ready, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function urlOf({ host, port, user, password, database }: Connection): string {
  const account = `${user}:${encodeURIComponent(password)}`
  if (!host.startsWith('/')) return `postgresql://${account}@${host}:${port}/${database}`
  return `postgresql://${account}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
}
