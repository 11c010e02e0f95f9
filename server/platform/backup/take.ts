import { createReadStream } from 'node:fs'
import { copyFile as copyWhole, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import { systemIdOf } from '../postgres/archive.ts'
import { writeDurably } from '../postgres/layout.ts'
import { copyFile, listData, writeHashed } from './copy.ts'
import { factsAtPoint, type Tables } from './facts.ts'
import { type KeptFile, type Manifest, manifestFile, manifestText } from './manifest.ts'

export interface BackupOrder {
  /** A superuser's, of the running private database. */
  admin: pg.ClientConfig
  pgdata: string
  /** Folder of backups; this one is a new folder in it. */
  to: string
  tables: Tables
  /** Files beside the database that a restore needs and that are no secret; copied where they are there. */
  beside: readonly string[]
  /** Of the program. */
  version: string
  now(): number
}
export interface BackupTaken {
  dir: string
  bytes: number
  files: number
}

const SEGMENT = /^[0-9A-F]{24}$/

/**
 * A physical copy of the running database with the log that makes it whole; nobody waits for it but, for some
 * milliseconds, at the moment that its facts are of. What was cut off is a folder without a manifest.
 */
export async function takeBackup(order: BackupOrder): Promise<BackupTaken> {
  const startedAt = order.now()
  const name = `base-${new Date(startedAt).toISOString().replace(/[:.]/g, '-')}`
  const dir = join(order.to, name)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const session = new pg.Client({ ...order.admin, application_name: 'carecode backup' })
  await session.connect()
  try {
    const copied = await copyRunning(session, order, dir, name)
    const beside = await copyBeside(order.beside, dir)
    const manifest: Manifest = {
      ...{ format: 1, version: order.version, systemId: systemIdOf(order.pgdata), startedAt, finishedAt: order.now() },
      ...copied,
      files: [...copied.files, ...beside],
    }
    writeDurably(manifestFile(dir), manifestText(manifest))
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    return { dir, bytes, files: manifest.files.length }
  } finally {
    await session.end()
  }
}

type Copied = Pick<Manifest, 'pgMajor' | 'firstLog' | 'point' | 'facts' | 'folders' | 'files'>

async function copyRunning(session: pg.Client, order: BackupOrder, dir: string, name: string): Promise<Copied> {
  const one = async (sql: string, values: unknown[] = []): Promise<Record<string, string>> =>
    (await session.query(sql, values)).rows[0]
  const { major } = await one("SELECT (current_setting('server_version_num')::int / 10000)::text AS major")
  // goes with this session; until then no segment that is needed is removed
  await session.query("SELECT pg_create_physical_replication_slot('carecode_backup_' || pg_backend_pid(), true, true)")
  const { first = '' } = await one('SELECT pg_walfile_name(pg_backup_start($1, true)) AS first', [name])
  const { folders, files } = await copyData(order.pgdata, join(dir, 'pgdata'))
  const { label = '' } = await one('SELECT labelfile AS label FROM pg_backup_stop(false)')
  const labelled = await writeHashed(() => Readable.from([Buffer.from(label)]), join(dir, 'pgdata', 'backup_label'))
  const facts = await factsAtPoint(order.admin, order.tables, name)
  const { last = '' } = await one('SELECT pg_walfile_name(pg_switch_wal()) AS last')
  const log = await copyLog(join(order.pgdata, 'pg_wal'), join(dir, 'pgdata', 'pg_wal'), first, last)
  return {
    ...{ pgMajor: Number(major), firstLog: first, point: name, facts, folders },
    files: [
      ...files.map(inData),
      { path: 'pgdata/backup_label', ...labelled },
      ...log.map(({ path, ...file }) => ({ path: `pgdata/pg_wal/${path}`, ...file })),
    ],
  }
}

const inData = (file: KeptFile): KeptFile => ({ ...file, path: `pgdata/${file.path}` })

async function copyData(pgdata: string, to: string): Promise<{ folders: string[]; files: KeptFile[] }> {
  const { folders, files } = await listData(pgdata)
  for (const folder of folders) await mkdir(join(to, folder), { recursive: true, mode: 0o700 })
  const kept: KeptFile[] = []
  for (const path of files) {
    const file = await copyFile(join(pgdata, path), join(to, path), path)
    if (file) kept.push(file)
  }
  return { folders, files: kept }
}

async function copyLog(from: string, to: string, first: string, last: string): Promise<KeptFile[]> {
  const names = (await readdir(from)).filter(
    (name) => name.endsWith('.history') || (SEGMENT.test(name) && name >= first && name <= last),
  )
  const kept: KeptFile[] = []
  for (const name of names.sort())
    kept.push({ path: name, ...(await writeHashed(() => createReadStream(join(from, name)), join(to, name))) })
  return kept
}

async function copyBeside(paths: readonly string[], dir: string): Promise<KeptFile[]> {
  const kept: KeptFile[] = []
  for (const path of paths) {
    const name = path.split(/[\\/]/).at(-1) ?? path
    const file = await copyFile(path, join(dir, 'beside', name), `beside/${name}`)
    if (file) kept.push(file)
  }
  return kept
}

/** The keys go to a place of their own, whole or not at all. @returns names of those that were copied */
export async function keepKeys(from: string, to: string, names: readonly string[]): Promise<string[]> {
  const there = new Set(await readdir(from).catch(() => []))
  const copied = names.filter((name) => there.has(name))
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const name of copied) {
    await copyWhole(join(from, name), join(to, `${name}.new`))
    await rename(join(to, `${name}.new`), join(to, name))
  }
  return copied
}
