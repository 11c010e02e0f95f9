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
  /** Whatever was written so far is under a key that is destroyed now; left out where nothing is encrypted. */
  renewKey?(db: Database): void
  /** Lets another process have the profile. */
  release(): void
}

/** A profile whose databases can be encrypted: `key` is 32 bytes, null or left out for a plain file. */
export interface KeyedProfile extends Profile {
  openDatabase(name: string, key?: Uint8Array | null): Database
  openDamaged(name: string, key?: Uint8Array | null): Database
  runBeside(name: string, groups: readonly (readonly string[])[], key?: Uint8Array | null): Promise<void>
  /** Whether it is a database that anybody can read. */
  isPlain(name: string): boolean
  /** Puts a plain, closed database under a key, in place: broken off, it is neither. On the disk when it returns. */
  encryptDatabase(name: string, key: Uint8Array): void
  /** As remove, its bytes overwritten first. */
  shred(name: string): void
}

export interface KeyedDisk {
  /** As Disk has it. */
  openProfile(dir: string): KeyedProfile
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
