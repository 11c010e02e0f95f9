import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { ClusterError } from './errors.ts'
import { firstClosedDir, type Launcher, runToEnd } from './launcher.ts'
import { type Layout, makePassword, makePrivateDir, readPassword, syncDirectory, unusable } from './layout.ts'

export const SUPERUSER = 'carecode_admin'

/** Asks the program for its major version; proves on the way that the database's account can run it. */
export async function majorOf(binaries: Binaries, launcher: Launcher): Promise<number> {
  const { ok, output } = await runToEnd(launcher, binaries.postgres, ['--version'], { cwd: '/' })
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1]
  if (ok && major) return Number(major)
  const closed = firstClosedDir(binaries.postgres, launcher.identity)
  if (closed) {
    throw new ClusterError(
      'PG_BINARIES_MISSING',
      `The database's account cannot reach ${binaries.postgres}: ${closed} is closed to it.`,
      {
        remedy: `Run "chmod o+x ${closed}", install the server elsewhere, or start it as an ordinary user.`,
      },
    )
  }
  throw new ClusterError('PG_BINARIES_MISSING', `The program ${binaries.postgres} does not run: ${output}`)
}

/** Makes the data on the first start, checks it on every other. Returns the superuser's password. */
export async function ensureData(
  layout: Layout,
  binaries: Binaries,
  launcher: Launcher,
  major: number,
): Promise<string> {
  await requireReachable(layout, launcher)
  if (!existsSync(layout.pgdata)) return initialise(layout, binaries, launcher, major)
  requireOwn(layout, launcher)
  requireMajor(layout, major)
  return readPassword(layout) ?? resetPassword(layout, binaries, launcher)
}

/**
 * The database's account must be able to pass every directory above its data.
 * Asked of `ls`: access(2), as in `test -x`, would not count capabilities.
 */
async function requireReachable(layout: Layout, launcher: Launcher): Promise<void> {
  if (!launcher.identity) return
  const { ok } = await runToEnd(launcher, 'ls', ['-d', `${layout.root}/.`], { cwd: '/' })
  if (ok) return
  const closed = firstClosedDir(layout.root, launcher.identity) ?? layout.root
  throw new ClusterError(
    'PG_DATA_DIR_UNUSABLE',
    `The database's account cannot reach ${layout.root}: ${closed} is closed to it.`,
    {
      remedy: `Run "chmod o+x ${closed}", choose another data directory, or start the server as an ordinary user.`,
    },
  )
}

function requireOwn(layout: Layout, launcher: Launcher): void {
  const owner = statSync(layout.pgdata).uid
  const expected = launcher.identity?.uid ?? process.getuid?.() ?? owner
  if (owner === expected) return
  throw new ClusterError(
    'PG_DATA_DIR_UNUSABLE',
    `The data in ${layout.pgdata} belongs to user id ${owner}, the server runs as ${expected}.`,
    {
      remedy: `Start the server as the user that made the data, or run "chown -R ${expected} ${layout.root}" as root.`,
    },
  )
}

function requireMajor(layout: Layout, major: number): void {
  const found = readMajor(layout)
  if (found === major) return
  throw new ClusterError(
    'PG_OTHER_MAJOR',
    `The data in ${layout.pgdata} was written by PostgreSQL ${found}; the programs here are of version ${major} and cannot open it.`,
  )
}

function readMajor(layout: Layout): number {
  try {
    accessSync(layout.pgdata, constants.R_OK | constants.X_OK)
    return Number.parseInt(readFileSync(join(layout.pgdata, 'PG_VERSION'), 'utf8'), 10)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(layout.pgdata, cause)
    throw new ClusterError(
      'PG_DATA_DIR_UNUSABLE',
      `The directory ${layout.pgdata} holds no PostgreSQL data (no PG_VERSION).`,
      {
        remedy: 'Restore the data from a backup, or move the directory away to begin with an empty database.',
        cause,
      },
    )
  }
}

/** initdb works beside the final place: an attempt that was killed half-way never passes for data. */
async function initialise(layout: Layout, binaries: Binaries, launcher: Launcher, major: number): Promise<string> {
  const draft = `${layout.pgdata}.new`
  const pwfile = join(layout.root, 'initdb-password')
  rmSync(draft, { recursive: true, force: true })
  makePrivateDir(draft, launcher.identity)
  const password = makePassword(layout)
  try {
    writeFileSync(pwfile, password, { mode: 0o600 })
    if (launcher.identity) chownSync(pwfile, launcher.identity.uid, launcher.identity.gid)
    const args = ['-D', draft, '-U', SUPERUSER, `--pwfile=${pwfile}`, ...initdbOptions(major)]
    const { ok, output } = await runToEnd(launcher, binaries.initdb, args, { cwd: layout.root })
    if (!ok) throw new ClusterError('PG_INIT_FAILED', `The database could not be made in ${layout.root}:\n${output}`)
    renameSync(draft, layout.pgdata)
    syncDirectory(layout.root)
  } finally {
    rmSync(pwfile, { force: true })
    if (existsSync(draft)) rmSync(draft, { recursive: true, force: true })
  }
  return password
}

/** The built-in locale (17 and later) sorts and folds alike on every system, so that a restore elsewhere keeps its indexes. */
function initdbOptions(major: number): string[] {
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const locale = major >= 17 ? builtin : [process.platform === 'linux' ? '--locale=C.UTF-8' : '--locale=C']
  return ['--encoding=UTF8', ...locale, '--data-checksums', '--auth=scram-sha-256']
}

/** A lost password file (data restored without it) is no lost database: single-user mode needs no password. */
async function resetPassword(layout: Layout, binaries: Binaries, launcher: Launcher): Promise<string> {
  const password = makePassword(layout)
  const input = `ALTER ROLE ${SUPERUSER} PASSWORD '${password}'\n`
  const args = ['--single', '-D', layout.pgdata, 'postgres']
  const { ok, output } = await runToEnd(launcher, binaries.postgres, args, { cwd: layout.root, input })
  if (ok && !/ERROR|FATAL/.test(output)) return password
  rmSync(layout.passwordFile, { force: true })
  throw new ClusterError('PG_START_FAILED', `The lost database password could not be set anew:\n${output}`)
}
