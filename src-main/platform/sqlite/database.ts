import Sqlite from 'better-sqlite3'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'

export type Database = Sqlite.Database
export type Statement = Sqlite.Statement<unknown[], unknown>

/** Of every connection to a cache. */
export const pragmas: readonly string[] = [
  'journal_mode = WAL',
  // set explicitly: the library is compiled with NORMAL for WAL, which loses acknowledged work in a power cut
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'temp_store = MEMORY',
  'cache_size = -65536',
  // 16 MB: a copy back is felt (some ms), so that it comes with one save in hundreds
  'wal_autocheckpoint = 4000',
  // what leaves this workstation leaves the file too; FAST would leave what lay on freed pages
  'secure_delete = ON',
]

/** First of all on a connection to an encrypted file: AEGIS-256, each page with a nonce and a tag of its own (decision 0032). */
export const keyPragmas = (key: Uint8Array | null): readonly string[] =>
  key === null ? [] : [`cipher = 'aegis'`, `key = 'raw:${Buffer.from(key).toString('hex')}'`]

/** Opens a cache file. @param key 32 bytes; null: the file is not encrypted */
export function openDatabase(file: string, key: Uint8Array | null = null): Database {
  const db = new Sqlite(file, { timeout: 5000 })
  try {
    for (const pragma of [...keyPragmas(key), ...pragmas]) db.pragma(pragma)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Runs `work` in one transaction that holds the write lock from its beginning; what SQLite refuses becomes a problem. */
export function immediate<T>(db: Database, work: () => T): T {
  try {
    if (db.inTransaction) return db.transaction(work)()
    statement(db, 'BEGIN IMMEDIATE').run()
  } catch (error) {
    throw translated(error)
  }
  try {
    const value = work()
    statement(db, 'COMMIT').run()
    ended(db, true)
    return value
  } catch (error) {
    // some errors of SQLite have rolled back already
    if (db.inTransaction) statement(db, 'ROLLBACK').run()
    ended(db, false)
    throw translated(error)
  }
}

const listeners = new WeakMap<Database, ((committed: boolean) => void)[]>()

/** For what is kept in memory of the database: it has to follow a transaction that is rolled back. */
export function onTransactionEnd(db: Database, listener: (committed: boolean) => void): void {
  listeners.set(db, [...(listeners.get(db) ?? []), listener])
}

function ended(db: Database, committed: boolean): void {
  for (const listener of listeners.get(db) ?? []) listener(committed)
}

const prepared = new WeakMap<Database, Map<string, Statement>>()

/** The statement of this text, compiled once for each database. */
export function statement(db: Database, sql: string): Statement {
  const known = prepared.get(db) ?? new Map<string, Statement>()
  prepared.set(db, known)
  const found = known.get(sql) ?? db.prepare<unknown[], unknown>(sql)
  known.set(sql, found)
  return found
}

export const isSqliteError = (error: unknown): error is Sqlite.SqliteError & Error =>
  error instanceof Sqlite.SqliteError

/** SQLITE_IOERR is what some file systems answer instead of SQLITE_FULL when a write-ahead log cannot grow. */
const fullCodes = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE']
const damageCodes = ['SQLITE_CORRUPT', 'SQLITE_NOTADB']

export function translated(error: unknown): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || fullCodes.includes(code)) return new ProblemError('DISK_FULL')
  if (code.startsWith('SQLITE_CONSTRAINT')) return new ProblemError('DUPLICATE_VALUE', { detail: detailOf(error) })
  return error
}

export const isDamage = (error: unknown): boolean => damageCodes.some((code) => codeOf(error).startsWith(code))

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** `UNIQUE constraint failed: patients_patient.phn` → `patients_patient.phn`. */
const detailOf = (error: unknown) => (error instanceof Error ? (error.message.split(': ')[1] ?? error.message) : '')
