import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Account that the database runs under; PostgreSQL refuses to run as root. */
export interface Identity {
  uid: number
  gid: number
}

/** Starts the database programs under the right account, tied to the life of this process where the system can. */
export interface Launcher {
  identity: Identity | undefined
  start(file: string, args: string[], options: SpawnOptions): ChildProcess
}

const NOBODY: Identity = { uid: 65_534, gid: 65_534 }

/**
 * The account for the database in `pgdata`: as root the owner of existing data, else nobody (65534);
 * undefined where the account of this process does.
 */
export function identityFor(pgdata: string): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(pgdata, { throwIfNoEntry: false })
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY
}

/**
 * On Linux by way of setpriv: the kernel then sends SIGINT (fast shutdown) when this process dies, kill -9 included.
 * It does so at the end of the starting *thread*, so a worker thread must not start the database.
 * `passClosedDirs` lets the other account through directories closed to it (root's home) without opening them to all.
 */
export function createLauncher(identity: Identity | undefined, passClosedDirs: boolean): Launcher {
  const account = identity ? ['--reuid', `${identity.uid}`, '--regid', `${identity.gid}`, '--clear-groups'] : []
  const right = passClosedDirs ? ['--inh-caps', '+dac_read_search', '--ambient-caps', '+dac_read_search'] : []
  const prefix = [...account, ...right, '--pdeathsig', 'INT', '--']
  const tied = process.platform === 'linux' && spawnSync('setpriv', [...prefix, 'true']).status === 0
  return {
    identity,
    start: (file, args, options) =>
      tied
        ? spawn('setpriv', [...prefix, file, ...args], { ...options, env: cleanEnvironment() })
        : spawn(file, args, { ...options, ...identity, env: cleanEnvironment(), windowsHide: true }),
  }
}

/** The outermost directory above `path` that the account may not pass through, by its mode; undefined when none is. */
export function firstClosedDir(path: string, identity: Identity | undefined): string | undefined {
  if (!identity || dirname(path) === path) return undefined
  const above = firstClosedDir(dirname(path), identity)
  if (above) return above
  const found = statSync(dirname(path), { throwIfNoEntry: false })
  if (!found) return undefined
  const bit = found.uid === identity.uid ? 0o100 : found.gid === identity.gid ? 0o010 : 0o001
  return found.mode & bit ? undefined : dirname(path)
}

/** Nothing of the server's secrets reaches the other account, and no PG* variable changes what we ask for. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C' }
  for (const name of kept) if (process.env[name] !== undefined) env[name] = process.env[name]
  return env
}

interface Outcome {
  ok: boolean
  /** Standard output and error together, trimmed. */
  output: string
}

/** Runs a program to its end; `input` goes to its standard input. Never throws. */
export function runToEnd(launcher: Launcher, file: string, args: string[], options: { cwd: string; input?: string }) {
  return new Promise<Outcome>((resolve) => {
    const child = launcher.start(file, args, { cwd: options.cwd, stdio: 'pipe' })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(options.input ?? '')
    child.once('error', (error) => resolve({ ok: false, output: error.message }))
    child.once('close', (status) => resolve({ ok: status === 0, output: output.trim() }))
  })
}
