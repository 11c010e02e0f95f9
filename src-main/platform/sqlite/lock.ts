import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'

/**
 * One process for each profile. The lock is the operating system's, taken through a small database of its own: it is
 * gone with its process even after kill -9, so that no stale process id has to be guessed at. The text file beside it
 * only says who holds it.
 * @returns the release
 * @throws ProblemError CACHE_LOCKED {pid}
 */
export function lockProfile(dir: string): () => void {
  const pidFile = join(dir, 'station.pid')
  const holder = new Sqlite(join(dir, 'station.lock'), { timeout: 0 })
  try {
    holder.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    holder.close()
    if (!String(error).includes('locked')) throw error
    throw new ProblemError('CACHE_LOCKED', { pid: pidIn(pidFile) })
  }
  writeFileSync(pidFile, String(process.pid))
  return () => {
    rmSync(pidFile, { force: true })
    holder.close()
  }
}

function pidIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return '…'
  }
}
