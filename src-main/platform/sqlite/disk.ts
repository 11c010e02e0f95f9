import type { Database } from './database.ts'

/** The files of this workstation, so that a test can own what a disk does: fill up, fail, lose what was not synced. */
export interface Disk {
  /**
   * Takes a profile directory for this process alone; makes it where it is absent.
   * @throws ProblemError CACHE_LOCKED {pid}
   */
  openProfile(dir: string): Profile
}

/** One profile's files, by their names in it. */
export interface Profile {
  exists(name: string): boolean
  /** The whole text; null where there is no such file. */
  read(name: string): string | null
  /** Whole new text or whole old one, whatever happens in between; on the disk when it returns. */
  write(name: string, text: string): void
  /** Opens a cache file for work; makes it where it is absent. @throws SQLite's own errors */
  openDatabase(name: string): Database
  /** Opens a damaged file as it is, to read out of it what can be read. */
  openDamaged(name: string): Database
  /**
   * Groups of statements on a connection of their own, beside the event loop, each group in a transaction.
   * A power cut may take the last of them; never a part of one, and never one that a later commit of the cache followed.
   */
  runBeside(name: string, groups: readonly (readonly string[])[]): Promise<void>
  /** A second file with the same content, on the disk when it returns. The database is closed, or its log is empty. */
  copyDatabase(from: string, to: string): void
  /** A closed database takes another name; one that has it already is replaced. */
  moveDatabase(from: string, to: string): void
  /** Names of all files. */
  list(): string[]
  /** Gone when it returns; nothing where there is none. */
  remove(name: string): void
  log(name: string): Log
  /** Bytes of a file, a database's with its log; 0 where there is none. */
  size(name: string): number
  /** Bytes left on the disk. */
  free(): number
  /** Lets another process have the profile. */
  release(): void
}

/** A file that grows at its end. */
export interface Log {
  /** Handed to the system when it returns: outlives this process, but not yet a power cut. */
  append(text: string): void
  /** Resolves when everything that was appended before is on the disk. */
  sync(): Promise<void>
  /** The text takes the place of all lines, as Profile.write does it. */
  replace(text: string): void
  close(): void
}
