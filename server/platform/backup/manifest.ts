import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ClusterError } from '../postgres/errors.ts'

/** Written last: a folder without it was cut off. */
const MANIFEST = 'manifest.json'

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** Of the program that made it. */
  version: z.string(),
  pgMajor: z.int(),
  systemId: z.string().regex(/^\d+$/),
  /** Milliseconds. Only a moment after `finishedAt` can be restored from it. */
  startedAt: z.int(),
  finishedAt: z.int(),
  /** First segment of the log that it needs, as `000000010000000000000003`. */
  firstLog: z.string().regex(/^[0-9A-F]{24}$/),
  /** Name of the moment at which `facts` were so. */
  point: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  folders: z.array(z.string()),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof manifestSchema>
export type KeptFile = Manifest['files'][number]

export interface Backup extends Manifest {
  dir: string
}

export const manifestText = (manifest: Manifest) => JSON.stringify(manifest)
export const manifestFile = (dir: string) => join(dir, MANIFEST)

/** @throws ClusterError BACKUP_INCOMPLETE, BACKUP_DAMAGED */
async function readBackup(dir: string): Promise<Backup> {
  let text: string
  try {
    text = await readFile(manifestFile(dir), 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    throw new ClusterError('BACKUP_INCOMPLETE', `${dir} has no ${MANIFEST}: the backup was cut off while it was made.`)
  }
  try {
    return { dir, ...manifestSchema.parse(JSON.parse(text)) }
  } catch (cause) {
    throw new ClusterError('BACKUP_DAMAGED', `${manifestFile(dir)} cannot be read, or is of another version.`, {
      cause,
    })
  }
}

const isBase = (name: string) => name.startsWith('base-')

/** Complete ones, the oldest first; what was cut off is left out. */
export async function backupsIn(backups: string): Promise<Backup[]> {
  const names = (await readdir(backups)).filter(isBase).sort()
  const read = await Promise.all(names.map((name) => readBackup(join(backups, name)).catch(() => null)))
  return read.filter((backup) => backup !== null)
}

/**
 * The backup in a folder, or the newest of a folder of backups that was finished by `before` (milliseconds).
 * @throws ClusterError BACKUP_NOT_FOUND, BACKUP_INCOMPLETE, BACKUP_DAMAGED
 */
export async function findBackup(from: string, before = Number.POSITIVE_INFINITY): Promise<Backup> {
  const names = await readdir(from).catch((cause) => {
    throw new ClusterError('BACKUP_NOT_FOUND', `There is no folder ${from}.`, { cause })
  })
  const bases = names.filter(isBase).sort()
  if (bases.length === 0 && (names.includes(MANIFEST) || names.includes('pgdata')))
    return requireBefore(await readBackup(from), before)
  const newest = (await backupsIn(from)).filter(({ finishedAt }) => finishedAt <= before).at(-1)
  if (newest) return newest
  const last = bases.at(-1)
  // says what is wrong with it
  if (last) return requireBefore(await readBackup(join(from, last)), before)
  throw new ClusterError('BACKUP_NOT_FOUND', `${from} holds no backup.`)
}

function requireBefore(backup: Backup, before: number): Backup {
  if (backup.finishedAt <= before) return backup
  const time = new Date(backup.finishedAt).toISOString()
  throw new ClusterError(
    'BACKUP_NOT_FOUND',
    `The first backup there was finished at ${time}, after the time that is wanted.`,
  )
}
