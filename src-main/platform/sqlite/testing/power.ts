import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import type { Disk, Log, Profile } from '../disk.ts'

/** What a profile's disk held at one moment, by file name; null: there was no such file. */
export type Image = ReadonlyMap<string, Uint8Array | null>

/**
 * A disk that knows of every file how much of it would outlive a power cut. Take an image first, close the station (its
 * handles stay valid until then), put the image back, open again: that is a kill or a power cut.
 */
export interface CuttableDisk extends Disk {
  /** As kill -9 leaves it: everything that was handed to the system is there. */
  afterKill(dir: string): Image
  /**
   * As a power cut leaves it: what was synced, and of each log's rest the first `kept(rest)` bytes; a disk may have
   * taken any part of it.
   */
  afterPowerCut(dir: string, kept?: (rest: number) => number): Image
}

const DATABASE = 'cache.sqlite'
const JOURNAL = 'outbox.journal'
const FILES = [DATABASE, `${DATABASE}-wal`, JOURNAL, 'device.key', 'device.json']

interface Watched {
  db: Database | null
  /** Bytes on the disk for certain. */
  synced: number
}

export function cuttableDisk(disk: Disk): CuttableDisk {
  const profiles = new Map<string, Watched>()
  return {
    openProfile(dir) {
      const watched: Watched = { db: null, synced: sizeOf(dir, JOURNAL) }
      profiles.set(dir, watched)
      return watchedProfile(disk.openProfile(dir), watched, dir)
    },
    afterKill: (dir) => imageOf(dir),
    afterPowerCut(dir, kept = () => 0) {
      const watched = profiles.get(dir)
      const image = new Map(imageOf(dir))
      if (watched) cut(image, watched, kept)
      return image
    },
  }
}

function watchedProfile(files: Profile, watched: Watched, dir: string): Profile {
  return {
    ...files,
    openDatabase(name) {
      const db = files.openDatabase(name)
      if (name === DATABASE) watched.db = db
      return db
    },
    log: (name) => watchedLog(files.log(name), watched, () => sizeOf(dir, name)),
  }
}

function watchedLog(log: Log, watched: Watched, size: () => number): Log {
  return {
    ...log,
    async sync() {
      const before = size()
      await log.sync()
      watched.synced = Math.max(watched.synced, before)
    },
    replace(text) {
      log.replace(text)
      watched.synced = size()
    },
  }
}

/**
 * With synchronous=FULL each commit syncs the write-ahead log. With less, only a checkpoint does; what came after the
 * last one is lost, and the database file is whole without the log.
 */
function cut(image: Map<string, Uint8Array | null>, { db, synced }: Watched, kept: (rest: number) => number): void {
  const level = db?.open ? Number(db.pragma('synchronous', { simple: true })) : 0
  if (level < 2) image.set(`${DATABASE}-wal`, null)
  const journal = image.get(JOURNAL)
  if (journal) image.set(JOURNAL, journal.slice(0, synced + kept(Math.max(0, journal.length - synced))))
}

function imageOf(dir: string): Image {
  return new Map(FILES.map((name) => [name, existsSync(join(dir, name)) ? readFileSync(join(dir, name)) : null]))
}

const sizeOf = (dir: string, name: string) => (existsSync(join(dir, name)) ? readFileSync(join(dir, name)).length : 0)

/** Puts the files back as they were; the index of the write-ahead log is memory and never survives. */
export function putImage(dir: string, image: Image): void {
  rmSync(join(dir, `${DATABASE}-shm`), { force: true })
  for (const [name, bytes] of image) {
    if (bytes) writeFileSync(join(dir, name), bytes, { mode: 0o600 })
    else rmSync(join(dir, name), { force: true })
  }
}
