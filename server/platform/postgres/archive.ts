import { chmodSync, chownSync, closeSync, mkdirSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { ClusterError } from './errors.ts'
import type { Identity } from './launcher.ts'
import { unusable } from './layout.ts'

/** What may stand in a shell's double quotes, and in a PostgreSQL setting, as itself. */
const PLAIN_PATH = /^[\w./ +@:-]+$/
/** At most so much of the log is on one disk alone, where anything is written. */
const LATEST_S = 60

/**
 * Settings with which PostgreSQL keeps every finished segment of its log, gzipped, in a folder that only its account
 * enters. A segment that is there already is accepted only where it is the same. Throws CONFIG_WRONG.
 */
export function archiveSettings(backups: string, pgdata: string, identity: Identity | undefined): string[] {
  const folder = logFolder(backups, systemIdOf(pgdata))
  if (!PLAIN_PATH.test(folder))
    throw new ClusterError(
      'CONFIG_WRONG',
      `--backups: the path ${backups} has signs that a shell reads in its own way.`,
      {
        remedy: 'Choose a folder whose path has letters, digits, blanks and . _ + @ : - / alone.',
      },
    )
  try {
    // passable: the database's account has to come to its own folder below
    mkdirSync(backups, { recursive: true, mode: 0o711 })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (identity) chownSync(folder, identity.uid, identity.gid)
    chmodSync(folder, 0o700)
  } catch (error) {
    throw unusable(backups, error)
  }
  const kept = `"${folder}/%f.gz"`
  const draft = `"${folder}/%f.gz.new"`
  const keep = `gzip -1 -c "%p" > ${draft} && sync ${draft} && mv ${draft} ${kept} && sync "${folder}"`
  return [
    'archive_mode=on',
    `archive_timeout=${LATEST_S}`,
    `archive_command=if test -f ${kept}; then gzip -dc ${kept} | cmp -s - "%p"; else ${keep}; fi`,
  ]
}

/** One database cluster each: segments of two would have the same names. */
export const logFolder = (backups: string, systemId: string) => join(backups, `wal-${systemId}`)

/** Given to a cluster when it is made, and kept by all its copies; the first eight bytes of its control file. */
export function systemIdOf(pgdata: string): string {
  const file = openSync(join(pgdata, 'global', 'pg_control'), 'r')
  try {
    const bytes = Buffer.alloc(8)
    readSync(file, bytes, 0, 8, 0)
    return String(bytes.readBigUInt64LE())
  } finally {
    closeSync(file)
  }
}
