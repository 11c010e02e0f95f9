import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** A database is its file and, unless closed in order, its log beside it. */
const parts = (file: string) => [file, `${file}-wal`, `${file}-shm`]

export function removeDatabase(file: string): void {
  for (const part of parts(file)) rmSync(part, { force: true })
}

/** The log moves first: a file without its log is still a whole older state, a log without its file is nothing. */
export function moveDatabase(from: string, to: string): void {
  for (const suffix of ['-wal', '-shm', '']) if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix)
  syncDirectory(dirname(to))
}

/** The file has the whole new text or the whole old one, whatever happens in between. */
export function writeWhole(file: string, text: string, mode = 0o600): void {
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', mode)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
  syncDirectory(dirname(file))
}

export function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Windows cannot open a directory; there the rename itself is journalled. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
