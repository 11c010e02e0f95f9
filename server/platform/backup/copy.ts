import { createHash } from 'node:crypto'
import { mkdir, open, readdir } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { ClusterError } from '../postgres/errors.ts'
import type { KeptFile } from './manifest.ts'

/** Made anew at every start, or never read by a copy. */
const CONTENT_NOT_KEPT = ['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots']
const EMPTIED = new Set([...CONTENT_NOT_KEPT, 'pg_stat_tmp', 'pg_subtrans'])
const FILES_LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map'])

/** Paths below a PostgreSQL data folder that belong to a backup, with `/` between. */
export async function listData(pgdata: string): Promise<{ folders: string[]; files: string[] }> {
  const folders: string[] = []
  const files: string[] = []
  for (const entry of await readdir(pgdata, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
      .slice(pgdata.length + 1)
      .split(sep)
      .join('/')
    const top = path.split('/', 1)[0] ?? ''
    if (EMPTIED.has(top) && path !== top) continue
    if (entry.isSymbolicLink())
      throw new ClusterError(
        'PG_DATA_DIR_UNUSABLE',
        `${path} lies on another disk (a tablespace), which is not backed up.`,
        {
          remedy: 'Move the tables back to the default tablespace, or back this database up with pg_basebackup.',
        },
      )
    if (entry.isDirectory()) folders.push(path)
    else if (!FILES_LEFT_OUT.has(path) && !/(^|\/)pgsql_tmp|\.tmp$/.test(path)) files.push(path)
  }
  return { folders: [...folders, 'pg_wal/archive_status'].sort(), files: files.sort() }
}

/** Copies to the disk, not only to its cache; what is copied is what the digest is of. Null: the file has gone. */
export async function copyFile(from: string, to: string, path: string): Promise<KeptFile | null> {
  const source = await open(from).catch((error) => {
    // a table that was dropped while the backup is made
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  return source && { path, ...(await writeHashed(() => source.createReadStream(), to)) }
}

/**
 * @param source opened when the file is: what it fails with before anybody listens would end the process
 * @returns length and SHA-256 of what was written
 */
export async function writeHashed(source: () => Readable, to: string): Promise<{ bytes: number; sha256: string }> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(to, 'w', 0o600)
  try {
    for await (const chunk of source() as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
      await file.write(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}
