import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { ClusterError } from './errors.ts'
import type { Identity } from './launcher.ts'

/** Where everything of one cluster lies. */
export interface Layout {
  /** The cluster's own directory, absolute. */
  root: string
  /** PostgreSQL's data. */
  pgdata: string
  passwordFile: string
  ownerFile: string
}

/** How the database is reached; `socketDir` is absent where Unix sockets are. */
export interface Endpoint {
  host: string
  port: number
  socketDir?: string
}

// sun_path holds 108 bytes on Linux and 104 elsewhere, the closing zero included
const SOCKET_PATH_LIMIT = process.platform === 'linux' ? 107 : 103

export function layoutOf(dataDir: string): Layout {
  const root = resolve(dataDir)
  return {
    root,
    pgdata: join(root, 'pgdata'),
    passwordFile: join(root, 'superuser-password'),
    ownerFile: join(root, 'owner.json'),
  }
}

/**
 * Makes the cluster's directory and proves that it can be written. As root it stays root's, and the database's
 * group may only pass through it, so that the password file is out of the database's reach.
 */
export function prepareRoot(layout: Layout, identity: Identity | undefined): void {
  try {
    mkdirSync(layout.root, { recursive: true, mode: 0o700 })
    if (identity) chownSync(layout.root, 0, identity.gid)
    if (process.platform !== 'win32') chmodSync(layout.root, identity ? 0o710 : 0o700)
    const probe = join(layout.root, '.write-probe')
    writeFileSync(probe, 'x')
    rmSync(probe)
  } catch (cause) {
    throw unusable(layout.root, cause)
  }
}

/** PG_DATA_DIR_UNUSABLE in words for the usual reasons. */
export function unusable(path: string, cause: unknown): ClusterError {
  const reasons: Record<string, string> = {
    EACCES: 'the account of the server may not write there',
    EPERM: 'the account of the server may not change it',
    EROFS: 'the disk is mounted read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    ENOTDIR: 'a part of the path is a file, not a directory',
    EEXIST: 'there is a file of that name',
  }
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  const reason = reasons[code] ?? (cause as Error).message
  return new ClusterError('PG_DATA_DIR_UNUSABLE', `The data directory ${path} cannot be used: ${reason}.`, { cause })
}

/** Makes a directory that only the database's account can enter. */
export function makePrivateDir(path: string, identity: Identity | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (identity) chownSync(path, identity.uid, identity.gid)
  chmodSync(path, 0o700)
}

/** The superuser's password, or undefined when the file is lost. */
export function readPassword(layout: Layout): string | undefined {
  try {
    return readFileSync(layout.passwordFile, 'utf8').trim() || undefined
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unusable(layout.passwordFile, cause)
  }
}

/** Makes and keeps a new password (256 bits); on disk before it returns, so that data never outlives its password. */
export function makePassword(layout: Layout): string {
  const password = randomBytes(32).toString('base64url')
  writeDurably(layout.passwordFile, `${password}\n`)
  return password
}

/** Replaces a file whole: after a crash there is the old content or the new, never half of it. Mode 0600. */
export function writeDurably(path: string, content: string): void {
  const draft = `${path}.${process.pid}`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
  syncDirectory(dirname(path))
}

/** Makes a rename in the directory outlast a power cut; Windows neither offers nor needs it. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

/** A Unix socket in a directory that only the database's account enters; on Windows a free port of 127.0.0.1. */
export async function chooseEndpoint(layout: Layout, identity: Identity | undefined): Promise<Endpoint> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await freePort() }
  const near = join(layout.root, 'run')
  const socketDir = fits(near) ? near : shortDir(layout, identity)
  makePrivateDir(socketDir, identity)
  return { host: socketDir, port: 5432, socketDir }
}

function fits(socketDir: string): boolean {
  return Buffer.byteLength(join(socketDir, '.s.PGSQL.5432')) <= SOCKET_PATH_LIMIT
}

/** A recorded directory is taken again only if it is still ours: anyone may write to the temporary directory. */
function shortDir(layout: Layout, identity: Identity | undefined): string {
  const record = join(layout.root, 'socket-dir')
  const owner = identity?.uid ?? process.getuid?.()
  try {
    const recorded = readFileSync(record, 'utf8').trim()
    const found = lstatSync(recorded)
    if (fits(recorded) && found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return recorded
  } catch {
    // never recorded, or swept away with the temporary directory: a new one is made
  }
  const base = fits(join(tmpdir(), 'ccpg-XXXXXX')) ? tmpdir() : '/tmp'
  const made = mkdtempSync(join(base, 'ccpg-'))
  if (!fits(made)) throw new ClusterError('PG_SOCKET_PATH_TOO_LONG', `The path ${made} is too long for a Unix socket.`)
  writeDurably(record, `${made}\n`)
  return made
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))))
    })
  })
}
