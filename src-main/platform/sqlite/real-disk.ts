import {
  closeSync,
  copyFileSync,
  existsSync,
  fdatasync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import { runBeside } from './beside.ts'
import { keyPragmas, openDatabase, pragmas } from './database.ts'
import type { KeyedDisk, KeyedProfile, Log } from './disk.ts'
import { lockProfile } from './lock.ts'

export function realDisk(): KeyedDisk {
  return {
    openProfile(dir) {
      mkdirSync(dir, { recursive: true, mode: 0o700 })
      return profileIn(dir, lockProfile(dir))
    },
  }
}

function profileIn(dir: string, release: () => void): KeyedProfile {
  const at = (name: string) => join(dir, name)
  const running = new Set<() => void>()
  return {
    exists: (name) => existsSync(at(name)),
    read: (name) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : null),
    write: (name, text) => writeWhole(at(name), text),
    openDatabase: (name, key = null) => openDatabase(at(name), key),
    openDamaged(name, key = null) {
      const db = new Sqlite(at(name), { fileMustExist: true })
      for (const pragma of keyPragmas(key)) db.pragma(pragma)
      return db
    },
    async runBeside(name, groups, key = null) {
      const { done, end } = runBeside(at(name), [...keyPragmas(key), ...pragmas, 'synchronous = NORMAL'], groups)
      running.add(end)
      await done.finally(() => running.delete(end))
    },
    copyDatabase: (from, to) => copyWhole(at(from), at(to)),
    moveDatabase: (from, to) => moveDatabase(at(from), at(to)),
    list: () => readdirSync(dir),
    remove: (name) => removeWhole(at(name)),
    isPlain: (name) => headOf(at(name)) === PLAIN_HEAD,
    encryptDatabase: (name, key) => encryptDatabase(at(name), key),
    shred: (name) => shred(at(name)),
    log: (name) => openLog(at(name)),
    size: (name) => sizeOf(at(name)) + sizeOf(at(`${name}-wal`)),
    free() {
      const { bavail, bsize } = statfsSync(dir)
      return bavail * bsize
    },
    release() {
      for (const end of running) end()
      release()
    },
  }
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Its rollback journal would be readable on the disk: it is kept in memory. */
function encryptDatabase(file: string, key: Uint8Array): void {
  const db = new Sqlite(file, { fileMustExist: true })
  try {
    for (const pragma of ['journal_mode = MEMORY', 'temp_store = MEMORY', `cipher = 'aegis'`]) db.pragma(pragma)
    db.pragma(`rekey = 'raw:${Buffer.from(key).toString('hex')}'`)
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error(`${file} is not whole`)
  } finally {
    db.close()
  }
  syncFile(file)
}

/** How an unencrypted database begins. */
const PLAIN_HEAD = 'SQLite format 3\0'

function headOf(file: string): string {
  if (sizeOf(file) === 0) return ''
  const handle = openSync(file, 'r')
  try {
    const head = Buffer.alloc(PLAIN_HEAD.length)
    return head.toString('latin1', 0, readSync(handle, head))
  } finally {
    closeSync(handle)
  }
}

/** Where the disk writes in place, its bytes are gone too; a journalling or flash disk may keep an older copy. */
function shred(file: string): void {
  const length = sizeOf(file)
  if (existsSync(file)) {
    const handle = openSync(file, 'r+')
    try {
      const zeros = Buffer.alloc(1 << 16)
      for (let done = 0; done < length; )
        done += writeSync(handle, zeros, 0, Math.min(zeros.length, length - done), done)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  }
  removeWhole(file)
}

/**
 * A database is its file and, unless closed in order, its log beside it. The log moves first: a file without its log is
 * still a whole older state, a log without its file is nothing. A log of what was replaced must not meet the new file.
 */
function moveDatabase(from: string, to: string): void {
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix)
    else rmSync(to + suffix, { force: true })
  }
  renameSync(from, to)
  syncDirectory(dirname(to))
}

function copyWhole(from: string, to: string): void {
  try {
    copyFileSync(from, to)
    syncFile(to)
  } catch (error) {
    rmSync(to, { force: true })
    throw error
  }
}

function writeWhole(file: string, text: string): void {
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', 0o600)
  try {
    writeAll(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
  syncDirectory(dirname(file))
}

function removeWhole(file: string): void {
  rmSync(file, { force: true })
  syncDirectory(dirname(file))
}

/** A full disk takes a part of a write and says so by its length alone. */
function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done)
}

const dataSynced = promisify(fdatasync)

function openLog(file: string): Log {
  let open = openHandle(file)
  return {
    append: (text) => writeAll(open.handle, text),
    sync: () => open.sync(),
    replace(text) {
      writeWhole(file, text)
      open.close()
      open = openHandle(file)
    },
    close: () => open.close(),
  }
}

/** Closed only when no sync is under way: its number could be another file's by then. */
function openHandle(file: string) {
  const handle = openSync(file, 'a', 0o600)
  let syncing = 0
  let closed = false
  const closeIfIdle = () => {
    if (closed && syncing === 0) closeSync(handle)
  }
  return {
    handle,
    async sync() {
      if (closed) return
      syncing += 1
      try {
        await dataSynced(handle)
      } finally {
        syncing -= 1
        closeIfIdle()
      }
    },
    close() {
      closed = true
      closeIfIdle()
    },
  }
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Windows cannot open a directory; there the rename itself is journalled. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
