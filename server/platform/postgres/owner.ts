import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ClusterError } from './errors.ts'
import { type Layout, writeDurably } from './layout.ts'

/** The server process that holds a cluster, and the postmaster it started last. */
interface Owner {
  pid: number
  /** Tells the process from a later one with the same pid; '' where the system does not say. */
  born: string
  postmaster?: number
}

const ORPHAN_PATIENCE_MS = 60_000

/**
 * Takes the cluster for this process. An owner that lives is respected (PG_ALREADY_RUNNING). PostgreSQL's own lock
 * stands behind this one; this one also covers the moments in which PostgreSQL is down or not yet made.
 * @returns what the last owner left, when it went without saying so
 */
export function claim(layout: Layout): Owner | undefined {
  const mine = JSON.stringify({ pid: process.pid, born: bornAt(process.pid) ?? '' } satisfies Owner)
  try {
    writeFileSync(layout.ownerFile, mine, { flag: 'wx', mode: 0o600 })
    return undefined
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
  const last = readOwner(layout)
  if (last && bornAt(last.pid) === last.born) {
    throw new ClusterError(
      'PG_ALREADY_RUNNING',
      `The database in ${layout.root} is in use by the server with process id ${last.pid}.`,
    )
  }
  writeDurably(layout.ownerFile, mine)
  return last
}

export function release(layout: Layout): void {
  if (readOwner(layout)?.pid === process.pid) rmSync(layout.ownerFile, { force: true })
}

export function recordPostmaster(layout: Layout, postmaster: number): void {
  const owner: Owner = { pid: process.pid, born: bornAt(process.pid) ?? '', postmaster }
  writeDurably(layout.ownerFile, JSON.stringify(owner))
}

function readOwner(layout: Layout): Owner | undefined {
  try {
    return JSON.parse(readFileSync(layout.ownerFile, 'utf8')) as Owner
  } catch {
    // gone or half-written by a killed process: nobody holds it
    return undefined
  }
}

/** Boot and start time of a running process ('' where only its existence is known); undefined when there is none. */
function bornAt(pid: number): string | undefined {
  if (process.platform !== 'linux') return exists(pid) ? '' : undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // the program's name may hold spaces and brackets; field 22 counts from behind it
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`
  } catch {
    return undefined
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Settles what a postmaster.pid means before PostgreSQL is started. A live database of our dead predecessor is
 * shut down and waited for; one that somebody else started is refused (PG_ALREADY_RUNNING); a file left by a crash
 * whose pid now belongs to another program is removed, because PostgreSQL would take that program for itself.
 * @param socketDir of this cluster alone; undefined where there are no sockets
 */
export async function settlePostmaster(
  layout: Layout,
  socketDir: string | undefined,
  last: Owner | undefined,
  stopOrphan: (pid: number) => Promise<void>,
): Promise<void> {
  await settleLiving(layout, last, stopOrphan)
  if (process.platform === 'linux') await settleRemains(layout, socketDir)
}

/**
 * Backends outlive a killed postmaster for a moment, and one that shuts down removes its pid file before it is gone:
 * PostgreSQL would find their memory or their socket in use, and not start.
 */
async function settleRemains(layout: Layout, socketDir: string | undefined): Promise<void> {
  for (let waited = 0; anybodyWorksIn(layout.pgdata); waited += 50) {
    if (waited > ORPHAN_PATIENCE_MS) throw runningElsewhere(layout, postmasterPid(layout) ?? 0)
    await pause(50)
  }
  if (socketDir)
    for (const name of ['.s.PGSQL.5432.lock', '.s.PGSQL.5432']) rmSync(join(socketDir, name), { force: true })
}

async function settleLiving(
  layout: Layout,
  last: Owner | undefined,
  stopOrphan: (pid: number) => Promise<void>,
): Promise<void> {
  const pid = postmasterPid(layout)
  if (pid === undefined || !exists(pid)) return
  if (!runsHere(layout, pid)) return
  if (last?.postmaster !== pid) throw runningElsewhere(layout, pid)
  await stopOrphan(pid)
  for (let waited = 0; waited < ORPHAN_PATIENCE_MS; waited += 100) {
    if (!exists(pid) || postmasterPid(layout) !== pid) return
    await pause(100)
  }
  throw runningElsewhere(layout, pid)
}

function runningElsewhere(layout: Layout, pid: number): ClusterError {
  return new ClusterError(
    'PG_ALREADY_RUNNING',
    `Another PostgreSQL (process id ${pid}) runs on the data in ${layout.pgdata}.`,
  )
}

function postmasterPid(layout: Layout): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(layout.pgdata, 'postmaster.pid'), 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** PostgreSQL's processes work in their data directory, which Linux tells; elsewhere the pid has to do. */
function runsHere(layout: Layout, pid: number): boolean {
  if (process.platform !== 'linux') return true
  const pgdata = realpathSync(layout.pgdata)
  if (workingDir(`${pid}`) === pgdata) return true
  // backends that outlive their postmaster still write: only without any of them is the file a mere leftover
  if (!anybodyWorksIn(pgdata)) rmSync(join(layout.pgdata, 'postmaster.pid'), { force: true })
  return false
}

function anybodyWorksIn(pgdata: string): boolean {
  const real = realpathSync(pgdata)
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && workingDir(name) === real)
}

function workingDir(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}
