import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { logFolder } from '../postgres/archive.ts'
import { backupsIn } from './manifest.ts'

/**
 * Removes all backups but the newest `keep`, and the log that only they needed. What was cut off stays, for a person to
 * look at. @returns folders of the backups that were removed
 */
export async function removeOlder(backups: string, keep: number): Promise<string[]> {
  const all = await backupsIn(backups)
  const gone = all.slice(0, Math.max(0, all.length - keep))
  for (const { dir } of gone) {
    // under another name first: half of a backup must not be found as one
    await rename(dir, `${dir}.removed`.replace(/base-([^/\\]+)$/, 'old-$1'))
  }
  for (const name of (await readdir(backups)).filter((each) => each.startsWith('old-')))
    await rm(join(backups, name), { recursive: true, force: true })
  const [oldest] = all.slice(gone.length)
  if (oldest) await removeLog(logFolder(backups, oldest.systemId), oldest.firstLog)
  return gone.map(({ dir }) => dir)
}

async function removeLog(folder: string, firstNeeded: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const place = /^[0-9A-F]{8}([0-9A-F]{16})/.exec(name)?.[1]
    if (place !== undefined && place < firstNeeded.slice(8)) await rm(join(folder, name), { force: true })
  }
}
