import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const projectRoot = join(import.meta.dirname, '..', '..')

/** As root the app runs under another account, and a clone may lie below a directory closed to it (`mktemp -d`). */
export const projectIsClosed = process.getuid?.() === 0 && isClosed(projectRoot)

/** What the tests prepare and run: in the project, or beside it where that account could not reach it there. */
export const cachesRoot = projectIsClosed
  ? join(tmpdir(), `carecode-cache-${createHash('sha256').update(projectRoot).digest('hex').slice(0, 12)}`)
  : join(projectRoot, '.cache')

export const cacheRoot = join(cachesRoot, 'electron-runtime')
export const standInFolder = join(import.meta.dirname, 'stand-in')

function isClosed(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return true
  return dirname(folder) !== folder && isClosed(dirname(folder))
}
