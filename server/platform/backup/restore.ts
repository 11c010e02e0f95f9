import { chownSync, createReadStream, lchownSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { logFolder } from '../postgres/archive.ts'
import { findBinaries } from '../postgres/binaries.ts'
import { type Cluster, startCluster } from '../postgres/cluster.ts'
import { majorOf } from '../postgres/data.ts'
import { ClusterError } from '../postgres/errors.ts'
import { createLauncher, identityFor } from '../postgres/launcher.ts'
import { layoutOf, makePassword, writeDurably } from '../postgres/layout.ts'
import { reachableBinaries } from '../postgres/reachable.ts'
import { writeHashed } from './copy.ts'
import type { Backup, KeptFile } from './manifest.ts'

/** How far the log is replayed: to its end, to a moment (milliseconds), or to the moment of the backup's facts. */
export type Until = 'end' | 'facts' | { time: number }

export interface RestoreOrder {
  backup: Backup
  /** Folder of backups, where the log was archived; null: only what the backup itself has. */
  archive: string | null
  /** The cluster's directory; must not be there. */
  to: string
  until: Until
  log(line: string): void
  env?: NodeJS.ProcessEnv
}

/**
 * Makes a database of a backup. It is made beside its place and moved there when all of it has been replayed, so an
 * attempt that was cut off never passes for data.
 * @param work with the restored database before it is moved, while it runs
 * @throws ClusterError
 */
export async function restoreBackup<T>(order: RestoreOrder, work: (restored: Cluster) => Promise<T>): Promise<T> {
  const { backup, to } = order
  await requireAbsent(to)
  const draft = `${to}.restoring`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  await requireMajor(backup, draft, order.env ?? process.env)
  for (const folder of backup.folders) await mkdir(join(draft, 'pgdata', folder), { recursive: true, mode: 0o700 })
  for (const file of backup.files.filter(({ path }) => path.startsWith('pgdata/'))) await bring(backup, file, draft)
  if (order.archive !== null && order.until !== 'facts') await bringLog(order.archive, backup, draft)
  const cluster = await replay(order, draft)
  let done: T
  try {
    done = await work(cluster)
  } finally {
    await cluster.stop()
  }
  await rm(join(draft, HBA), { force: true })
  await rename(draft, to)
  return done
}

const HBA = 'restore-hba.conf'

async function requireAbsent(to: string): Promise<void> {
  const found = await readdir(to).catch(() => [])
  if (found.length > 0) throw new ClusterError('RESTORE_TARGET_NOT_EMPTY', `There is a database in ${to} already.`)
  await rm(to, { recursive: true, force: true })
}

async function requireMajor({ pgMajor, dir }: Backup, root: string, env: NodeJS.ProcessEnv): Promise<void> {
  const identity = identityFor(root)
  const binaries = reachableBinaries(findBinaries(env), identity)
  const major = await majorOf(binaries, createLauncher(identity, identity !== undefined))
  if (major === pgMajor) return
  throw new ClusterError(
    'PG_OTHER_MAJOR',
    `The backup in ${dir} is of PostgreSQL ${pgMajor}; the programs here are ${major}.`,
    {
      remedy: `Set PG_BIN to the bin directory of a PostgreSQL ${pgMajor}.`,
    },
  )
}

/** One file, copied and compared with what the backup says of it. @throws ClusterError BACKUP_DAMAGED */
async function bring({ dir }: Backup, file: KeptFile, draft: string): Promise<void> {
  const from = join(dir, file.path)
  const found = await stat(from).catch(() => null)
  const isWhole = found?.size === file.bytes
  const copied = isWhole ? await writeHashed(() => createReadStream(from), join(draft, file.path)) : null
  if (copied?.sha256 === file.sha256) return
  const problem = found === null ? 'is missing' : isWhole ? 'was changed' : `has ${found.size} bytes of ${file.bytes}`
  throw new ClusterError('BACKUP_DAMAGED', `In the backup ${dir} the file ${file.path} ${problem}.`)
}

const ARCHIVED = /^(?:[0-9A-F]{8}([0-9A-F]{16})|[0-9A-F]{8}\.history)\.gz$/

/**
 * The last segment before a hole in the log since the backup; null: there is none. The server ran without its archive
 * then, and nothing behind the hole can be replayed.
 */
export async function gapIn(archive: string, { systemId, firstLog, files }: Backup): Promise<string | null> {
  const archived = (await readdir(logFolder(archive, systemId)).catch(() => [])).map((name) => ARCHIVED.exec(name)?.[1])
  const own = files.map(({ path }) => /pg_wal\/[0-9A-F]{8}([0-9A-F]{16})$/.exec(path)?.[1])
  const places = [...new Set([...own, ...archived])].filter(
    (place) => place !== undefined && place >= firstLog.slice(8),
  )
  const sorted = (places as string[]).sort()
  return sorted.find((place, i) => i + 1 < sorted.length && placeAfter(place) !== sorted[i + 1]) ?? null
}

/** Segments of 16 MB: 256 of them are one step of the first half. */
function placeAfter(place: string): string {
  const next = Number.parseInt(place.slice(0, 8), 16) * 256 + Number.parseInt(place.slice(8), 16) + 1
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0')
  return hex(Math.floor(next / 256)) + hex(next % 256)
}

/** The segments that were archived since the backup began, and the history of earlier restores. */
async function bringLog(archive: string, { systemId, firstLog }: Backup, draft: string): Promise<void> {
  const folder = logFolder(archive, systemId)
  const names = await readdir(folder).catch(() => [])
  for (const name of names.sort()) {
    const [matched, place] = ARCHIVED.exec(name) ?? []
    if (!matched || (place !== undefined && place < firstLog.slice(8))) continue
    const unpacked = () => pipeline(createReadStream(join(folder, name)), createGunzip(), () => undefined)
    await writeHashed(unpacked, join(draft, 'pgdata', 'pg_wal', name.replace(/\.gz$/, ''))).catch((cause) => {
      throw new ClusterError('BACKUP_DAMAGED', `The segment ${name} in ${folder} cannot be unpacked.`, { cause })
    })
  }
}

/** Replays the log under a password of its own: the one of the backup is nowhere but in the database. */
async function replay(order: RestoreOrder, draft: string): Promise<Cluster> {
  const layout = layoutOf(draft)
  const password = makePassword(layout)
  writeDurably(join(layout.pgdata, 'recovery.signal'), '')
  // only the database's own account comes to the socket; the file goes with the end of the restore
  writeDurably(join(draft, HBA), 'local all all trust\n')
  await giveToDatabase(layout.root)
  const cluster = await startCluster({
    dataDir: draft,
    log: order.log,
    settings: settingsOf(order, draft),
    ...envOf(order),
  }).catch((error) => {
    throw explained(error)
  })
  const client = new pg.Client(cluster.connection)
  await client.connect()
  await client.query(
    `ALTER ROLE ${client.escapeIdentifier(cluster.connection.user)} PASSWORD ${client.escapeLiteral(password)}`,
  )
  await client.end()
  return cluster
}

const envOf = ({ env }: RestoreOrder) => (env === undefined ? {} : { env })

function settingsOf({ until, backup }: RestoreOrder, draft: string): string[] {
  const target =
    until === 'end'
      ? []
      : until === 'facts'
        ? [`recovery_target_name=${backup.point}`]
        : [`recovery_target_time=${sqlTime(until.time)}`]
  // the log lies where PostgreSQL looks when the command finds nothing; nobody is let in before its end
  const replaying = ['restore_command=false', 'hot_standby=off', 'recovery_target_timeline=latest']
  // nothing is kept meanwhile, but the new branch of the log is marked as to be kept: without its beginning in the
  // archive, the next restore would follow the branch that was left
  const later = ['archive_mode=on', 'archive_command=']
  return [...replaying, 'recovery_target_action=promote', `hba_file=${join(draft, HBA)}`, ...later, ...target]
}

/** A `Z` is not understood where settings are read. */
const sqlTime = (time: number) => new Date(time).toISOString().replace('T', ' ').replace('Z', '+00')

/** What the database says of a moment that its log does not reach. */
function explained(error: unknown): unknown {
  const { message } = error as Error
  if (!(error instanceof ClusterError) || !/before configured recovery target was reached/.test(message)) return error
  const last = /last completed transaction was at log time ([^\n]+)/.exec(message)?.[1]
  const until = last === undefined ? '' : ` The last entry there is of ${last}.`
  return new ClusterError('RESTORE_POINT_UNREACHABLE', `The log ends before the time that is wanted.${until}`)
}

async function giveToDatabase(root: string): Promise<void> {
  const identity = identityFor(join(root, 'pgdata'))
  if (!identity) return
  chownSync(join(root, HBA), identity.uid, identity.gid)
  const pgdata = join(root, 'pgdata')
  for (const path of ['', ...(await readdir(pgdata, { recursive: true }))])
    lchownSync(join(pgdata, path), identity.uid, identity.gid)
}

/** Time of the last entry that was replayed, as the database writes it. */
export async function lastReplayed({ connection }: Pick<Cluster, 'connection'>): Promise<string | null> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ at: string | null }>('SELECT pg_last_xact_replay_timestamp()::text AS at')
    return rows[0]?.at ?? null
  } finally {
    await client.end()
  }
}
