import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { ClusterError } from './errors.ts'
import { type Launcher, runToEnd } from './launcher.ts'
import type { Endpoint, Layout } from './layout.ts'

/** One running PostgreSQL. */
export interface Postmaster {
  pid: number
  /** Resolves when the process has ended, with the end in words. */
  ended: Promise<string>
  /** The last lines of its log. */
  tail(): string
  /** Fast shutdown; at once when it does not come to an end in time (the next start then recovers from the log). */
  stop(): Promise<void>
}

export interface Site {
  layout: Layout
  binaries: Binaries
  launcher: Launcher
  endpoint: Endpoint
  log: (line: string) => void
  /** More settings, `name=value`. */
  settings: readonly string[]
}

const STOP_PATIENCE_MS = 60_000
const TAIL_LINES = 20

/** On the command line, so that neither an edited postgresql.conf nor ALTER SYSTEM can take durability away. */
function settings({ endpoint, settings: more }: Site): string[] {
  const address = endpoint.socketDir
    ? ['listen_addresses=', `unix_socket_directories=${endpoint.socketDir}`, 'unix_socket_permissions=0700']
    : ['listen_addresses=127.0.0.1', 'unix_socket_directories=']
  const durable = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on']
  const size = ['shared_buffers=128MB', 'max_connections=100']
  // terse: the details of a refused row are the row, with its patient
  const discreet = ['log_error_verbosity=terse', 'log_min_error_statement=panic', 'log_parameter_max_length_on_error=0']
  const lines = ['logging_collector=off', 'log_destination=stderr', 'log_checkpoints=off', 'log_line_prefix=']
  const logging = [...lines, ...discreet]
  const all = [
    ...address,
    `port=${endpoint.port}`,
    ...durable,
    ...size,
    ...logging,
    'timezone=UTC',
    'log_timezone=UTC',
    ...more,
  ]
  return all.flatMap((each) => ['-c', each])
}

/** Starts the process; it is not yet ready to answer. Throws PG_START_FAILED when it cannot be started at all. */
export async function startPostmaster(site: Site): Promise<Postmaster> {
  const { layout, binaries, launcher, log } = site
  const child = launcher.start(binaries.postgres, ['-D', layout.pgdata, ...settings(site)], {
    cwd: layout.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // own session: Ctrl-C must reach the server alone, which drains its work before it stops the database
    detached: process.platform !== 'win32',
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => keep(lines, line, log))
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (status, signal) => resolve(signal ? `killed by ${signal}` : `exit status ${status}`))
  })
  const { pid } = child
  if (pid === undefined) throw new ClusterError('PG_START_FAILED', `PostgreSQL could not be started: ${await ended}`)
  return { pid, ended, tail: () => lines.join('\n'), stop: () => stop(site, child, ended) }
}

function keep(lines: string[], line: string, log: (line: string) => void): void {
  lines.push(line)
  if (lines.length > TAIL_LINES) lines.shift()
  log(`postgres: ${line}`)
}

async function stop(
  site: Site,
  child: { kill(signal: NodeJS.Signals): boolean },
  ended: Promise<string>,
): Promise<void> {
  const patience = new AbortController()
  if (process.platform === 'win32') await stopByControl(site)
  else child.kill('SIGINT')
  const late = pause(STOP_PATIENCE_MS, 'late' as const, { signal: patience.signal }).catch(() => 'ended' as const)
  if ((await Promise.race([ended.then(() => 'ended' as const), late])) === 'late') child.kill('SIGQUIT')
  patience.abort()
  await ended
}

/** Windows knows no SIGINT between processes. */
export async function stopByControl({ binaries, launcher, layout }: Site): Promise<void> {
  await runToEnd(launcher, binaries.pgCtl, ['stop', '-D', layout.pgdata, '-m', 'fast'], { cwd: layout.root })
}

/**
 * Waits until the database answers; recovery after a crash may take minutes, so only the end of the process ends the
 * wait. Returns the server's version. Throws PG_START_FAILED with the last lines of the log.
 */
export async function waitUntilReady(postmaster: Postmaster, config: pg.ClientConfig): Promise<string> {
  let end: string | undefined
  void postmaster.ended.then((words) => (end = words))
  for (;;) {
    if (end !== undefined) {
      throw new ClusterError(
        'PG_START_FAILED',
        `PostgreSQL did not start (${end}). Last lines of its log:\n${postmaster.tail()}`,
      )
    }
    const answer = await askVersion(config)
    if (answer.version) return answer.version
    if (answer.refusal) {
      throw new ClusterError('PG_START_FAILED', `PostgreSQL refuses the server's own account: ${answer.refusal}`)
    }
    await pause(40)
  }
}

async function askVersion(config: pg.ClientConfig): Promise<{ version?: string; refusal?: string }> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    return { version: rows[0]?.server_version ?? '' }
  } catch (error) {
    // class 28: wrong password or account; waiting would not help
    const { code, message } = error as pg.DatabaseError
    return code?.startsWith('28') ? { refusal: message } : {}
  } finally {
    await client.end().catch(() => undefined)
  }
}

export async function ensureDatabase(config: pg.ClientConfig, name: string): Promise<void> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
